pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// Everything that was wrong with the last try, and what the hand can do about each.
Rectangle {
    id: list

    required property PictureModel picture

    implicitHeight: rows.implicitHeight + 40
    radius: Theme.radiusSmall
    color: Theme.warningSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("这张没有拍好")

    ColumnLayout {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 36
        anchors.rightMargin: 36
        spacing: 8

        Repeater {
            id: reasons

            model: list.picture.problems

            RowLayout {
                id: row

                required property string title
                required property string advice

                spacing: 28
                Layout.fillWidth: true

                Icon {
                    name: "warning"
                    color: Theme.warning
                    size: Theme.body + 12
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    KText {
                        text: row.title
                        bold: true
                        color: Theme.warning
                        Layout.fillWidth: true
                    }
                    KText {
                        visible: !(Theme.landscape && reasons.count > 2)
                        text: row.advice
                        role: KText.Small
                        color: Theme.ink
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
