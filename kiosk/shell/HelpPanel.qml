import QtQuick
import QtQuick.Layouts

import kiosk.shell
import kiosk.ui

// Staff help: whether somebody was told, whom to ring, and where this machine stands.
Rectangle {
    id: panel

    required property ShellViewModel viewModel

    color: Theme.veil

    MouseArea {
        anchors.fill: parent
        onClicked: panel.viewModel.closeHelp()
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.landscape ? Theme.margin : 0
        width: Theme.landscape ? 1200 : panel.width
        height: content.implicitHeight + 128
        radius: Theme.radiusLarge
        color: Theme.surface

        // no touch beside the buttons closes the panel
        MouseArea {
            anchors.fill: parent
        }
        ColumnLayout {
            id: content

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: 64
            spacing: 32

            KText {
                text: qsTr("请人来帮忙")
                role: KText.Question
                Layout.fillWidth: true
            }
            NoticeBar {
                objectName: "help-status"
                tone: panel.viewModel.helpTone
                title: panel.viewModel.helpTitle
                hint: panel.viewModel.helpHint
                Layout.fillWidth: true
            }
            HelpFact {
                iconName: "call"
                label: qsTr("电话")
                value: panel.viewModel.hotline
                note: qsTr("有人值班的电话")
                large: true
                Layout.fillWidth: true
            }
            HelpFact {
                iconName: "location"
                label: qsTr("您在这里")
                value: panel.viewModel.position
                Layout.fillWidth: true
            }
            PrimaryButton {
                objectName: "close-help"
                text: qsTr("我继续自己办")
                tint: Theme.brand
                tintPressed: Theme.brandPressed
                Layout.fillWidth: true
                Layout.topMargin: 16
                onClicked: panel.viewModel.closeHelp()
            }
        }
    }
}
