pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// Five choices in plain words, and a strip that says who is here or invites to lay down the card.
Item {
    id: home

    required property HomeViewModel viewModel

    GridLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.topMargin: Theme.landscape ? 28 : 36
        anchors.bottomMargin: Theme.landscape ? 28 : 36
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.landscape ? Theme.gap : 28
        uniformCellWidths: true

        TapCard {
            id: who

            objectName: "identify"
            enabled: !home.viewModel.identified
            text: home.viewModel.identified ? home.viewModel.greeting : qsTr("放上身份证")
            padding: 28
            leftPadding: 40
            rightPadding: 40
            Layout.fillWidth: true
            Layout.fillHeight: Theme.landscape
            onClicked: home.viewModel.identify()

            background: Rectangle {
                radius: Theme.radius
                color: who.down ? Theme.brandSoftPressed : Theme.brandSoft
            }

            contentItem: RowLayout {
                spacing: 40

                ColumnLayout {
                    spacing: 4
                    Layout.fillWidth: true

                    KText {
                        text: who.text
                        bold: true
                        color: Theme.brand
                        font.pixelSize: Theme.landscape ? 52 : 56
                        Layout.fillWidth: true
                    }
                    KText {
                        text: home.viewModel.limitation !== "" ? home.viewModel.limitation : home.viewModel.identified ? qsTr("请选择要办的事") : qsTr("或者出示手机二维码")
                        role: KText.Small
                        color: home.viewModel.limitation !== "" ? Theme.warning : Theme.inkSoft
                        Layout.fillWidth: true
                    }
                }
                IdCardPicture {
                    visible: !home.viewModel.identified
                    implicitWidth: 200
                }
                Icon {
                    visible: home.viewModel.identified
                    name: "person"
                    color: Theme.brand
                    size: 96
                }
            }
        }
        Repeater {
            model: home.viewModel.verbs

            ElderChoice {
                required property string plain

                objectName: "verb-" + verb
                required verb
                text: plain
                Layout.fillWidth: true
                Layout.fillHeight: true
                onClicked: home.viewModel.chooseVerb(verb)
            }
        }
        ElderChoice {
            objectName: "call-staff"
            verb: "help"
            text: qsTr("请人来帮我")
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: home.viewModel.callStaff()
        }
    }
}
