pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// What is held before the camera, how, and what the camera sees of it.
Panel {
    id: panel

    required property PhoneViewModel viewModel

    iconName: "scan"
    title: qsTr("扫码窗")
    note: viewModel.plugged ? viewModel.notice : qsTr("已拔掉")
    noteColor: Theme.error
    tools: [
        DockButton {
            objectName: "dock-straight"
            text: qsTr("摆正")
            onClicked: panel.viewModel.holdStraight()
        },
        DockButton {
            objectName: "dock-hide"
            text: qsTr("收起")
            soft: true
            enabled: panel.viewModel.shown
            onClicked: panel.viewModel.putAway()
        }
    ]

    RowLayout {
        spacing: 36
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            spacing: 12
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 500
            Layout.maximumWidth: 580

            CameraView {
                source: panel.viewModel.view
                hint: panel.viewModel.plugged ? qsTr("这里是摄像头看到的画面") : qsTr("摄像头没有画面")
                tag: panel.viewModel.shown ? panel.viewModel.note : ""
                tone: panel.viewModel.expired ? "error" : "success"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: implicitHeight
            }
            KText {
                objectName: "dock-phone-title"
                text: panel.viewModel.shown ? panel.viewModel.title : qsTr("没有二维码")
                bold: true
                color: panel.viewModel.shown ? Theme.ink : Theme.inkSoft
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: 12
                uniformCellSizes: true
                Layout.fillWidth: true

                Chip {
                    objectName: "dock-switch-dark"
                    text: qsTr("深色模式")
                    selected: panel.viewModel.dark
                    implicitHeight: 64
                    Layout.fillWidth: true
                    onClicked: panel.viewModel.setDark(!panel.viewModel.dark)
                }
                Chip {
                    objectName: "dock-switch-paper"
                    text: qsTr("纸质")
                    selected: panel.viewModel.onPaper
                    implicitHeight: 64
                    Layout.fillWidth: true
                    onClicked: panel.viewModel.setOnPaper(!panel.viewModel.onPaper)
                }
                Chip {
                    objectName: "dock-switch-second"
                    text: qsTr("两部手机")
                    selected: panel.viewModel.second
                    implicitHeight: 64
                    Layout.fillWidth: true
                    onClicked: panel.viewModel.setSecond(!panel.viewModel.second)
                }
            }
            TextEntry {
                name: "dock-code"
                hint: qsTr("任意文字或网址")
                action: qsTr("出示")
                Layout.fillWidth: true
                onGiven: text => panel.viewModel.showText(text)
            }
            Item {
                Layout.fillHeight: true
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 420

            Repeater {
                model: panel.viewModel.parts

                DockSlider {
                    Layout.fillWidth: true
                    onHeld: (part, value) => panel.viewModel.hold(part, value)
                }
            }
            Item {
                Layout.fillHeight: true
            }
        }
    }
}
