import QtQuick
import QtQuick.Layouts

import kiosk.shell
import kiosk.ui

// "Are you still there?": a large number counts down; a touch anywhere but on "end" says yes.
Rectangle {
    id: overlay

    required property ShellViewModel viewModel

    color: Theme.veil

    MouseArea {
        anchors.fill: parent
        onClicked: overlay.viewModel.stillHere()
    }
    Rectangle {
        anchors.centerIn: parent
        width: Math.min(overlay.width - 2 * Theme.margin, 1000)
        height: content.implicitHeight + 144
        radius: Theme.radiusLarge
        color: Theme.surface

        ColumnLayout {
            id: content

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: 64
            spacing: 36

            KText {
                text: qsTr("您还在吗？")
                role: KText.Question
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Rectangle {
                implicitWidth: Theme.landscape ? 220 : 300
                implicitHeight: implicitWidth
                radius: width / 2
                color: Theme.brandSoft
                border.width: 10
                border.color: Theme.brand
                Layout.alignment: Qt.AlignHCenter

                KText {
                    objectName: "presence-seconds"
                    anchors.centerIn: parent
                    text: overlay.viewModel.secondsLeft
                    bold: true
                    color: Theme.brand
                    font.pixelSize: parent.height * 0.5
                    wrapMode: Text.NoWrap
                }
            }
            KText {
                text: qsTr("时间到了，屏幕上您的信息会全部清除。")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            ActionBar {
                backText: qsTr("结束")
                backName: "leave"
                primaryText: qsTr("我还在")
                primaryName: "still-here"
                Layout.fillWidth: true
                onBackClicked: overlay.viewModel.leave()
                onPrimaryClicked: overlay.viewModel.stillHere()
            }
        }
    }
}
