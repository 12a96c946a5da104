import QtQuick
import QtQuick.Layouts

import kiosk.screens.attract
import kiosk.ui

// Calm, legible from across the lobby; a touch anywhere begins (the window sees to that).
Rectangle {
    id: screen

    required property AttractViewModel viewModel

    color: Theme.page

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.landscape ? Theme.margin : 96
        columns: Theme.landscape ? 2 : 1
        rowSpacing: 0
        columnSpacing: 72

        ColumnLayout {
            spacing: 20
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignVCenter
            Layout.topMargin: Theme.landscape ? 0 : 56

            KText {
                text: screen.viewModel.district
                role: KText.Heading
                color: Theme.brand
                Layout.fillWidth: true
            }
            KText {
                text: Theme.landscape ? qsTr("您好，\n有什么可以帮您？") : qsTr("您好，有什么\n可以帮您？")
                bold: true
                font.pixelSize: Theme.landscape ? 96 : 128
                Layout.fillWidth: true
            }
            KText {
                text: qsTr("白天夜里，24 小时都能办")
                role: KText.Heading
                bold: false
                color: Theme.inkSoft
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Theme.landscape ? 56 : 88
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Theme.landscape ? Qt.AlignVCenter : Qt.AlignBottom

            RowLayout {
                spacing: 32
                Layout.alignment: Qt.AlignHCenter

                VerbTile {
                    verb: "query"
                    label: qsTr("查询")
                    turn: 0
                }
                VerbTile {
                    verb: "book"
                    label: qsTr("预约")
                    turn: 1
                }
                VerbTile {
                    verb: "apply"
                    label: qsTr("办理")
                    turn: 2
                }
                VerbTile {
                    verb: "print"
                    label: qsTr("打印")
                    turn: 3
                }
            }
            PrimaryButton {
                objectName: "start"
                text: qsTr("轻触屏幕开始")
                implicitHeight: Theme.button + 24
                Layout.fillWidth: true
                onClicked: screen.viewModel.start()
            }
            RowLayout {
                spacing: 40
                Layout.alignment: Qt.AlignHCenter

                IdCardPicture {
                    implicitWidth: 130
                }
                KText {
                    text: qsTr("也可以直接放上身份证，\n或出示手机二维码")
                    color: Theme.inkSoft
                }
                PhonePicture {
                    implicitWidth: 62
                }
            }
        }
    }
}
