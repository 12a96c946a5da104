pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// What is said about the paper: keys aligned, values strong.
Card {
    id: list

    property alias facts: repeater.model

    implicitHeight: rows.implicitHeight + 48

    Column {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40

        Repeater {
            id: repeater

            RowLayout {
                id: row

                required property string label
                required property string value

                width: rows.width
                height: Math.max(implicitHeight, Theme.body * 2.1)
                spacing: 24

                KText {
                    text: row.label
                    color: Theme.inkSoft
                    Layout.preferredWidth: Theme.body * 5
                }
                KText {
                    text: row.value
                    bold: true
                    Layout.fillWidth: true
                }
            }
        }
    }
}
