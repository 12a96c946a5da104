import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// The tray as the camera sees it now, what to do, and the button that takes the picture.
ColumnLayout {
    id: view

    required property PictureModel picture
    readonly property bool taking: picture.stage === "taking"

    spacing: Theme.gap

    PictureGround {
        wordsHeight: reasons.visible ? reasons.implicitHeight : 0
        Layout.fillWidth: true

        WholePicture {
            objectName: "tray"
            anchors.fill: parent
            feed: view.picture.tray
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("拍照台上的画面")
            Accessible.ignored: !view.picture.ready
        }
        Rectangle {
            anchors.fill: parent
            visible: view.taking
            radius: Theme.radius
            color: Theme.veil

            KText {
                objectName: "hold-still"
                anchors.centerIn: parent
                width: parent.width - 96
                text: qsTr("请不要动")
                role: KText.Question
                color: Theme.lightInk
                horizontalAlignment: Text.AlignHCenter
            }
        }
        ColumnLayout {
            anchors.centerIn: parent
            width: parent.width - 96
            visible: !view.taking && !view.picture.ready
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
    NoticeBar {
        objectName: "tray-task"
        visible: view.taking || !view.picture.refused
        title: view.taking ? qsTr("正在拍照") : qsTr("把材料平放在拍照台上")
        hint: view.taking ? qsTr("手先不要碰材料，马上就好。") : view.picture.hint
        Layout.fillWidth: true
    }
    RetakeList {
        id: reasons

        objectName: "retake-reasons"
        visible: !view.taking && view.picture.refused
        picture: view.picture
        Layout.fillWidth: true
    }
    PrimaryButton {
        objectName: "capture"
        text: view.taking ? qsTr("正在拍照…") : view.picture.refused ? qsTr("再拍一次") : qsTr("拍照")
        iconName: "camera"
        enabled: !view.taking
        tint: Theme.brand
        tintPressed: Theme.brandPressed
        Layout.fillWidth: true
        onClicked: view.picture.capture()
    }
}
