pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.sign_in
import kiosk.ui

// The technicians' PIN: dots and a keypad; while it is locked, a countdown in the keypad's place.
Item {
    id: screen

    required property SignInViewModel viewModel
    readonly property bool locked: viewModel.lockedLeft > 0

    GridLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.landscape ? 1560 : 840)
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 96
        rowSpacing: 56

        ColumnLayout {
            spacing: 32
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignVCenter

            Icon {
                name: "wrench"
                color: Theme.brand
                size: 96
                Layout.alignment: Qt.AlignHCenter
            }
            KText {
                text: qsTr("请输入技术员密码")
                role: KText.Question
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Row {
                spacing: 36
                Layout.alignment: Qt.AlignHCenter
                Layout.topMargin: 16

                Repeater {
                    model: screen.viewModel.digits

                    Rectangle {
                        required property int index
                        readonly property bool filled: index < screen.viewModel.dots || screen.viewModel.checking

                        width: 44
                        height: 44
                        radius: 22
                        color: filled ? Theme.brand : Theme.surface
                        border.width: 4
                        border.color: screen.viewModel.complaint !== "" ? Theme.error : filled ? Theme.brand : Theme.outline
                    }
                }
            }
            KText {
                objectName: "pin-message"
                text: screen.viewModel.checking ? qsTr("正在核对…") : screen.viewModel.complaint
                bold: true
                color: screen.viewModel.checking ? Theme.brand : Theme.error
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.body * 1.6
            }
        }
        Item {
            implicitHeight: pad.implicitHeight
            Layout.fillWidth: true
            Layout.preferredWidth: 1

            Keypad {
                id: pad

                visible: !screen.locked
                anchors.fill: parent
                onDigit: key => screen.viewModel.press(key)
                onBackspace: screen.viewModel.erase()
                onClear: screen.viewModel.clear()
            }
            Rectangle {
                visible: screen.locked
                anchors.fill: parent
                radius: Theme.radius
                color: Theme.errorSoft

                ColumnLayout {
                    anchors.centerIn: parent
                    width: parent.width - 96
                    spacing: 12

                    KText {
                        text: qsTr("已锁定，请等待")
                        role: KText.Strong
                        color: Theme.error
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    KText {
                        objectName: "locked-left"
                        text: screen.viewModel.lockedLeft
                        bold: true
                        color: Theme.error
                        font.pixelSize: 160
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    KText {
                        text: qsTr("秒后可以再试")
                        color: Theme.error
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
