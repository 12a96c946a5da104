import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

import kiosk.ui

// A line of text from the tester's own keyboard, and a button that does something with it.
RowLayout {
    id: entry

    required property string name
    required property string hint
    required property string action

    signal given(text: string)

    function give() {
        if (field.text !== "")
            entry.given(field.text);
    }

    spacing: 12

    T.TextField {
        id: field

        objectName: entry.name + "-text"
        implicitHeight: 64
        leftPadding: 24
        rightPadding: 24
        verticalAlignment: Text.AlignVCenter
        color: Theme.ink
        selectByMouse: true
        selectionColor: Theme.brand
        selectedTextColor: Theme.lightInk
        font.family: Theme.family
        font.pixelSize: Theme.small
        clip: true
        Accessible.name: entry.hint
        Layout.fillWidth: true
        onAccepted: entry.give()

        background: Rectangle {
            radius: height / 2
            color: Theme.surface
            border.width: Theme.border
            border.color: field.activeFocus ? Theme.brand : Theme.hairline
        }

        KText {
            anchors.fill: parent
            anchors.leftMargin: field.leftPadding
            anchors.rightMargin: field.rightPadding
            visible: field.text === "" && field.preeditText === ""
            text: entry.hint
            role: KText.Small
            color: Theme.mutedInk
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
    DockButton {
        objectName: entry.name + "-give"
        text: entry.action
        soft: true
        enabled: field.text !== ""
        implicitHeight: 64
        onClicked: entry.give()
    }
}
