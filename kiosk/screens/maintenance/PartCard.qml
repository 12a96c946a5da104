import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One part: its state by colour, icon and word, what that means, and what to do about it.
Card {
    id: part

    required property string icon
    required property string name
    required property string tone
    required property string word
    required property string meaning
    required property string todo
    required property string paper
    required property string level
    required property string detail
    required property int waiting

    objectName: "part-" + icon
    implicitHeight: row.implicitHeight + 48
    accent: Theme.toneInk(tone)
    selected: tone !== "success"

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 32
        anchors.rightMargin: 32
        spacing: 32

        Rectangle {
            implicitWidth: 96
            implicitHeight: 96
            radius: 24
            color: Theme.toneSoft(part.tone)
            Layout.alignment: Qt.AlignTop

            Icon {
                anchors.centerIn: parent
                name: part.icon
                color: Theme.toneInk(part.tone)
                size: 56
            }
        }
        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true

            RowLayout {
                spacing: 16
                Layout.fillWidth: true

                KText {
                    text: part.name
                    role: KText.Strong
                    Layout.fillWidth: true
                }
                Icon {
                    name: Theme.toneIcon(part.tone)
                    color: Theme.toneInk(part.tone)
                    size: Theme.body
                    stroke: 5
                }
                KText {
                    text: part.word
                    bold: true
                    color: Theme.toneInk(part.tone)
                    wrapMode: Text.NoWrap
                }
            }
            KText {
                visible: part.meaning !== ""
                text: part.meaning
                Layout.fillWidth: true
            }
            KText {
                visible: part.todo !== ""
                text: qsTr("怎么办：%1").arg(part.todo)
                bold: true
                color: Theme.toneInk(part.tone)
                Layout.fillWidth: true
            }
            RowLayout {
                visible: part.paper !== "" || part.waiting > 0 || part.detail !== ""
                spacing: 16
                Layout.fillWidth: true

                Tag {
                    visible: part.paper !== ""
                    text: part.paper
                    tone: part.level
                }
                Tag {
                    visible: part.waiting > 0
                    text: qsTr("%1 条待上传").arg(part.waiting)
                    tone: "warning"
                }
                KText {
                    text: part.detail
                    role: KText.Small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Layout.fillWidth: true
                }
            }
        }
    }
}
