import QtQuick
import QtQuick.Layouts

import kiosk.screens.unlock
import kiosk.ui

// The page under the document camera as it lies there now, and what to do with it.
GridLayout {
    id: panel

    required property UnlockViewModel viewModel
    readonly property bool reading: viewModel.tray === "reading"

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.margin
    rowSpacing: Theme.gap

    Rectangle {
        radius: Theme.radius
        color: Theme.ink
        Layout.fillWidth: true
        Layout.fillHeight: Theme.landscape
        Layout.preferredWidth: 3
        Layout.preferredHeight: width * 9 / 16
        Layout.maximumHeight: Theme.landscape ? Infinity : width * 9 / 16

        WholePicture {
            objectName: "tray-picture"
            anchors.fill: parent
            anchors.margins: 12
            feed: panel.viewModel.camera
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("拍照台上的画面")
            Accessible.ignored: !panel.viewModel.pictureReady
        }
        ColumnLayout {
            anchors.centerIn: parent
            width: parent.width - 96
            visible: !panel.viewModel.pictureReady
            spacing: Theme.gap

            Icon {
                name: "camera"
                color: Theme.paleInk
                size: 120
                Layout.alignment: Qt.AlignHCenter
            }
            KText {
                text: qsTr("拍照台正在准备，请稍候")
                color: Theme.paleInk
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
    }
    ColumnLayout {
        spacing: Theme.gap
        Layout.fillWidth: true
        Layout.fillHeight: Theme.landscape
        Layout.preferredWidth: 2

        KText {
            text: qsTr("把证件放到拍照台上")
            role: KText.Question
            Layout.fillWidth: true
        }
        KText {
            visible: !(Theme.elder && Theme.landscape && panel.viewModel.told)
            text: qsTr("有照片、底部有两三行字母的那一页朝上，放平，手拿开。画面不会留在本机。")
            color: Theme.inkSoft
            Layout.fillWidth: true
        }
        Item {
            visible: Theme.landscape
            Layout.fillHeight: true
        }
        NoticeBar {
            objectName: "tray-reading"
            visible: panel.reading
            title: qsTr("正在读取，请稍候")
            Layout.fillWidth: true
        }
        PrimaryButton {
            objectName: "read-again"
            visible: !panel.reading
            text: qsTr("再读一次")
            iconName: "camera"
            tint: Theme.brand
            tintPressed: Theme.brandPressed
            Layout.fillWidth: true
            onClicked: panel.viewModel.readPage()
        }
    }
}
