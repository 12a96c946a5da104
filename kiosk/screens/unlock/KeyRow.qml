import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One of the three fields in a line: its name, what is typed, and the cursor while the keys go to it.
TapCard {
    id: row

    property string label
    property string value
    property string example

    radius: Theme.radiusSmall
    implicitHeight: Theme.touch
    topPadding: 12
    bottomPadding: 12

    contentItem: RowLayout {
        spacing: 20

        KText {
            text: row.label
            color: row.selected ? Theme.brand : Theme.inkSoft
            bold: row.selected
            wrapMode: Text.NoWrap
            Layout.preferredWidth: Theme.body * 4.4
        }
        KText {
            objectName: row.objectName + "-value"
            visible: row.value !== ""
            text: row.value
            role: KText.Strong
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
            Layout.maximumWidth: row.availableWidth - Theme.body * 4.4 - 65
        }
        Rectangle {
            visible: row.selected
            Layout.preferredWidth: 5
            Layout.preferredHeight: Theme.strong * 1.3
            color: Theme.brand

            SequentialAnimation on opacity {
                running: Theme.motion && row.selected
                loops: Animation.Infinite

                NumberAnimation {
                    to: 0
                    duration: 500
                }
                NumberAnimation {
                    to: 1
                    duration: 500
                }
            }
        }
        KText {
            visible: row.value === ""
            text: row.example
            role: KText.Small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Item {
            visible: row.value !== ""
            Layout.fillWidth: true
        }
    }
}
