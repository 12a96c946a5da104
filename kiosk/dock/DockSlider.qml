import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

import kiosk.ui

// One part of the pose: what it is, a slider, what it is set to.
RowLayout {
    id: row

    required property string part
    required property string label
    required property real least
    required property real most
    required property real value
    required property string said

    signal held(part: string, value: real)

    spacing: 12

    KText {
        text: row.label
    }
    T.Slider {
        id: slider

        objectName: "dock-pose-" + row.part
        from: row.least
        to: row.most
        value: row.value
        implicitHeight: 54
        focusPolicy: Qt.NoFocus
        Accessible.name: row.label
        Layout.fillWidth: true
        onMoved: row.held(row.part, value)

        background: Rectangle {
            x: handle.width / 2
            y: (slider.height - height) / 2
            width: slider.width - handle.width
            height: 8
            radius: 4
            color: Theme.hairline

            Rectangle {
                width: slider.visualPosition * parent.width
                height: parent.height
                radius: 4
                color: Theme.brand
            }
        }
        handle: Rectangle {
            id: handle

            x: slider.visualPosition * (slider.width - width)
            y: (slider.height - height) / 2
            width: 40
            height: 40
            radius: 20
            color: slider.pressed ? Theme.brandSoft : Theme.surface
            border.width: 4
            border.color: Theme.brand
        }
    }
    KText {
        text: row.said
        role: KText.Small
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.NoWrap
        Layout.preferredWidth: 112
    }
}
