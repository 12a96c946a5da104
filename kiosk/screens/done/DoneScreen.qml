import QtQuick
import QtQuick.Layouts

import kiosk.screens.done
import kiosk.ui

// Take your paper, take your card, say how it was, go on or leave.
Item {
    id: screen

    required property DoneViewModel viewModel

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 24 : 56
        anchors.bottomMargin: Theme.landscape ? 20 : 56
        spacing: Theme.landscape ? 20 : 36

        GridLayout {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 48
            rowSpacing: 36
            Layout.fillWidth: true

            RowLayout {
                spacing: 32
                Layout.fillWidth: true
                Layout.preferredWidth: 10

                Rectangle {
                    implicitWidth: Theme.landscape ? 96 : 128
                    implicitHeight: implicitWidth
                    radius: width / 2
                    color: Theme.successSoft

                    Icon {
                        anchors.centerIn: parent
                        name: "check"
                        color: Theme.success
                        size: parent.width * 0.62
                        stroke: 5
                    }
                }
                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    KText {
                        text: qsTr("办完了")
                        role: KText.Question
                        Layout.fillWidth: true
                    }
                    KText {
                        text: screen.viewModel.name
                        color: Theme.inkSoft
                        Layout.fillWidth: true
                    }
                    KText {
                        objectName: "number"
                        visible: screen.viewModel.number !== ""
                        text: qsTr("编号 %1").arg(screen.viewModel.number)
                        role: Theme.landscape ? KText.Small : KText.Body
                        color: Theme.inkSoft
                        Layout.fillWidth: true
                    }
                }
            }
            GridLayout {
                columns: Theme.landscape ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                Layout.fillWidth: true
                Layout.preferredWidth: 19

                TakeCard {
                    visible: screen.viewModel.takePaper
                    objectName: "take-paper"
                    iconName: "printer"
                    title: qsTr("请取走打印的纸")
                    hint: qsTr("出纸口在屏幕下方。")
                    Layout.fillWidth: true
                }
                TakeCard {
                    visible: screen.viewModel.printLater
                    objectName: "print-later"
                    iconName: "printer"
                    tone: "warning"
                    title: qsTr("本机现在不能打印")
                    hint: qsTr("请记下编号，换一台机器或到窗口都能打印。")
                    Layout.fillWidth: true
                }
                TakeCard {
                    visible: screen.viewModel.takeCard
                    objectName: "take-card"
                    iconName: "card"
                    title: qsTr("请取走证件")
                    hint: qsTr("您的信息会从本机清除。")
                    Layout.fillWidth: true
                }
            }
        }
        Item {
            Layout.fillHeight: true
        }
        GridLayout {
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 32
            rowSpacing: 36
            Layout.fillWidth: true

            KText {
                objectName: "rating-question"
                text: screen.viewModel.rated > 0 ? qsTr("谢谢您的评价。") : qsTr("这次办事，您满意吗？")
                role: Theme.landscape ? KText.Strong : KText.Heading
                horizontalAlignment: Theme.landscape ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: !Theme.landscape
                Layout.preferredWidth: Theme.landscape ? 320 : -1
            }
            RatingRow {
                viewModel: screen.viewModel
                Layout.fillWidth: true
            }
        }
        ActionBar {
            backText: qsTr("继续办事")
            backName: "go-on"
            primaryText: screen.viewModel.secondsLeft > 0 ? qsTr("结束（%1 秒）").arg(screen.viewModel.secondsLeft) : qsTr("结束")
            primaryName: "leave"
            Layout.fillWidth: true
            Layout.topMargin: Theme.landscape ? 0 : 24
            onBackClicked: screen.viewModel.goOn()
            onPrimaryClicked: screen.viewModel.leave()
        }
    }
}
