pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// The phone, how it is held, and what the camera sees of it.
Panel {
    id: panel

    required property PhoneViewModel viewModel

    iconName: "scan"
    title: qsTr("扫码窗")
    note: viewModel.plugged ? "" : qsTr("已拔掉")
    noteColor: Theme.error
    tools: [
        DockButton {
            objectName: "dock-straight"
            text: qsTr("摆正")
            onClicked: panel.viewModel.holdStraight()
        },
        DockButton {
            objectName: "dock-hide"
            text: qsTr("收起手机")
            soft: true
            enabled: panel.viewModel.shown
            onClicked: panel.viewModel.putAway()
        }
    ]

    RowLayout {
        spacing: 32
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            spacing: 10
            Layout.fillWidth: false
            Layout.preferredWidth: 304
            Layout.fillHeight: true

            Item {
                implicitWidth: phone.width
                implicitHeight: phone.height

                PhonePicture {
                    id: phone

                    objectName: "dock-phone"
                    visible: panel.viewModel.shown
                    implicitWidth: 116
                    opacity: panel.viewModel.expired ? 0.5 : 1
                }
                Rectangle {
                    anchors.fill: parent
                    visible: !panel.viewModel.shown
                    radius: 20
                    color: Theme.page
                    border.width: 3
                    border.color: Theme.hairline

                    Icon {
                        anchors.centerIn: parent
                        name: "phone"
                        color: Theme.outline
                        size: 64
                    }
                }
            }
            KText {
                objectName: "dock-phone-title"
                text: panel.viewModel.shown ? panel.viewModel.title : qsTr("没有手机")
                bold: true
                color: panel.viewModel.shown ? Theme.ink : Theme.inkSoft
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            Tag {
                visible: panel.viewModel.shown
                text: panel.viewModel.note
                tone: panel.viewModel.expired ? "error" : "success"
            }
            KText {
                visible: !panel.viewModel.shown
                text: qsTr("让居民出示二维码")
                role: KText.Small
                Layout.fillWidth: true
            }
            Item {
                Layout.fillHeight: true
            }
        }
        CameraView {
            source: panel.viewModel.view
            hint: panel.viewModel.plugged ? qsTr("出示二维码后，这里是摄像头看到的画面") : qsTr("摄像头没有画面")
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
    GridLayout {
        columns: 2
        columnSpacing: 48
        rowSpacing: 0
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            model: panel.viewModel.parts

            DockSlider {
                Layout.fillWidth: true
                onHeld: (part, value) => panel.viewModel.hold(part, value)
            }
        }
    }
}
