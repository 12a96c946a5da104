pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One resident: name, what makes a case of her, and the three things she can do.
Rectangle {
    id: card

    required property string person
    required property string name
    required property string about
    required property var facts

    signal cardLaid
    signal codeShown
    signal expiredCodeShown

    implicitHeight: column.implicitHeight + 32
    color: Theme.page
    radius: 24

    ColumnLayout {
        id: column

        spacing: 6
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 24
        anchors.rightMargin: 24

        RowLayout {
            spacing: 16
            Layout.fillWidth: true

            KText {
                text: card.name
                role: KText.Strong
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            KText {
                text: card.about
                role: KText.Small
                wrapMode: Text.NoWrap
            }
        }
        Row {
            spacing: 10

            Repeater {
                model: card.facts

                Tag {
                    required property string modelData

                    text: modelData
                }
            }
            Tag {
                visible: card.facts.length === 0
                text: qsTr("无特殊情况")
                tone: "success"
            }
        }
        RowLayout {
            spacing: 12
            uniformCellSizes: true
            Layout.fillWidth: true
            Layout.topMargin: 4

            DockButton {
                objectName: "dock-tap-" + card.person
                text: qsTr("放身份证")
                soft: true
                implicitHeight: 66
                Layout.fillWidth: true
                onClicked: card.cardLaid()
            }
            DockButton {
                objectName: "dock-show-" + card.person
                text: qsTr("出示二维码")
                soft: true
                implicitHeight: 66
                Layout.fillWidth: true
                onClicked: card.codeShown()
            }
            DockButton {
                objectName: "dock-show-expired-" + card.person
                text: qsTr("过期二维码")
                implicitHeight: 66
                Layout.fillWidth: true
                onClicked: card.expiredCodeShown()
            }
        }
    }
}
