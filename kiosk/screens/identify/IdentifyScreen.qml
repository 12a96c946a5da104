import QtQuick
import QtQuick.Layouts
import QtQuick.Window

import kiosk.screens.identify
import kiosk.ui

// Both ways at once; the devices are watched live, and a way that is closed points to the other.
Item {
    id: screen

    required property IdentifyViewModel viewModel
    readonly property bool neither: !viewModel.cardOpen && !viewModel.codeOpen
    readonly property bool shown: visible && Window.visibility !== Window.Hidden

    onShownChanged: viewModel.look(shown)
    Component.onCompleted: viewModel.look(shown)

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 20 : 56
        anchors.bottomMargin: Theme.landscape ? 16 : 48
        spacing: Theme.landscape ? 16 : 36

        GridLayout {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 40
            rowSpacing: 8
            Layout.fillWidth: true

            KText {
                text: screen.viewModel.known ? qsTr("请再核验一次身份") : qsTr("请出示身份")
                role: KText.Question
                Layout.fillWidth: !Theme.landscape
            }
            KText {
                text: screen.viewModel.purpose === "" ? qsTr("两种方式，任选一种。") : qsTr("两种方式任选一种，然后继续“%1”。").arg(screen.viewModel.purpose)
                color: Theme.inkSoft
                Layout.fillWidth: true
            }
        }
        GridLayout {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            uniformCellHeights: true
            Layout.fillWidth: true
            Layout.fillHeight: true

            WayPanel {
                objectName: "way-card"
                title: screen.viewModel.anyDocument ? qsTr("放证件") : qsTr("放身份证")
                hint: screen.viewModel.anyDocument ? qsTr("身份证、社保卡、通行证、护照等都可以。") : qsTr("居民身份证、居住证或永久居留身份证。")
                now: qsTr("平放在读卡区，先不要拿开")
                nowIcon: "card"
                open: screen.viewModel.cardOpen
                trouble: screen.viewModel.cardTrouble
                otherWay: screen.neither ? qsTr("请点“求助”。") : qsTr("请用手机二维码。")
                Layout.fillWidth: true
                Layout.fillHeight: true

                LayCard {
                    anchors.centerIn: parent
                    running: screen.viewModel.active && screen.viewModel.cardOpen
                }
            }
            WayPanel {
                objectName: "way-code"
                title: qsTr("出示手机二维码")
                hint: qsTr("打开手机上的电子身份二维码，正对扫码窗。")
                now: screen.viewModel.codeHint !== "" ? screen.viewModel.codeHint : screen.viewModel.pictureReady ? qsTr("请把二维码对准方框") : qsTr("扫码窗正在准备，请稍候")
                nowMore: screen.viewModel.codeHintReason
                nowIcon: screen.viewModel.codeHint !== "" ? "phone" : screen.viewModel.pictureReady ? "scan" : "clock"
                nowTone: screen.viewModel.codeHint !== "" ? "warning" : "info"
                open: screen.viewModel.codeOpen
                trouble: screen.viewModel.codeTrouble
                otherWay: screen.neither ? qsTr("请点“求助”。") : qsTr("请放证件。")
                Layout.fillWidth: true
                Layout.fillHeight: true

                HoldPhone {
                    anchors.centerIn: parent
                    visible: !screen.viewModel.pictureReady
                    running: screen.viewModel.active && screen.viewModel.codeOpen
                }
                LivePicture {
                    objectName: "camera"
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: Math.min(parent.height, width * 3 / 4)
                    feed: screen.viewModel.camera
                    radius: Theme.radiusSmall
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("扫码窗看到的画面")
                    Accessible.ignored: !screen.viewModel.pictureReady
                }
            }
        }
        KText {
            text: qsTr("您的信息只用于这次办事，离开后不会留在本机。")
            role: KText.Small
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
