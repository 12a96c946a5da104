import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// The material as the staff will see it: to be looked at, then kept or taken once more.
ColumnLayout {
    id: taken

    required property PictureModel picture
    readonly property bool kept: picture.stage === "kept"
    property bool large: false

    onLargeChanged: flick.contentY = 0

    spacing: Theme.gap

    PictureGround {
        Layout.fillWidth: true

        Flickable {
            id: flick

            anchors.fill: parent
            anchors.margins: 16
            contentWidth: width
            contentHeight: material.height
            clip: true
            interactive: taken.large && contentHeight > height
            boundsBehavior: Flickable.StopAtBounds

            Image {
                id: material

                readonly property real tall: implicitWidth > 0 ? flick.width * implicitHeight / implicitWidth : 0

                objectName: "material"
                width: flick.width
                height: taken.large ? Math.max(flick.height, tall) : flick.height
                source: taken.picture.source
                cache: false
                smooth: true
                mipmap: true
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("拍好的材料照片")
            }
        }
        QuietButton {
            objectName: "zoom"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: 20
            visible: material.tall > flick.height
            text: taken.large ? qsTr("缩小") : qsTr("放大看")
            iconName: "search"
            pill: true
            onClicked: taken.large = !taken.large
        }
    }
    NoticeBar {
        objectName: "picture-task"
        tone: taken.kept ? "success" : "info"
        title: taken.kept ? qsTr("已拍好") : qsTr("请看一看，字都清楚吗？")
        hint: taken.kept ? qsTr("会和申请一起提交；离开后不会留在本机。") : qsTr("四个角都在、字看得清，就点“使用这张”。")
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Theme.gap
        Layout.fillWidth: true

        QuietButton {
            objectName: "retake"
            text: qsTr("重拍")
            iconName: "retry"
            strong: true
            Layout.preferredHeight: Theme.button
            Layout.preferredWidth: 1
            Layout.fillWidth: true
            onClicked: taken.picture.retake()
        }
        PrimaryButton {
            objectName: "keep"
            visible: !taken.kept
            text: qsTr("使用这张")
            iconName: "check"
            tint: Theme.brand
            tintPressed: Theme.brandPressed
            Layout.preferredWidth: 1
            Layout.fillWidth: true
            onClicked: taken.picture.keep()
        }
    }
}
