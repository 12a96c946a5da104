pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A heading and its lines: reasons, things to bring, things to do.
Card {
    id: list

    property string heading
    property string iconName
    property alias lines: repeater.model

    implicitHeight: rows.implicitHeight + 64

    ColumnLayout {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        spacing: 16

        KText {
            text: list.heading
            role: KText.Strong
            Layout.fillWidth: true
        }
        Repeater {
            id: repeater

            RowLayout {
                id: line

                required property string text

                spacing: 20
                Layout.fillWidth: true

                Icon {
                    name: list.iconName
                    color: Theme.brand
                    size: Theme.body + 4
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 4
                }
                KText {
                    text: line.text
                    Layout.fillWidth: true
                }
            }
        }
    }
}
