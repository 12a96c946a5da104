import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// No document camera: what the resident can do instead.
ColumnLayout {
    id: closed

    required property PictureModel picture

    spacing: Theme.gap

    NoticeBar {
        objectName: "tray-closed"
        tone: closed.picture.required ? "error" : "warning"
        title: closed.picture.trouble === "" ? qsTr("这台机器不能拍照") : qsTr("拍照台暂时用不了：%1").arg(closed.picture.trouble)
        hint: closed.picture.required ? qsTr("请带上材料到办事窗口办理，或点“求助”请工作人员帮忙。") : qsTr("可以不拍，接着往下办；工作人员会告诉您什么时候看材料。")
        Layout.fillWidth: true
    }
    QuietButton {
        objectName: "picture-help"
        text: qsTr("请工作人员帮忙")
        iconName: "people"
        strong: true
        Layout.preferredHeight: Theme.button
        Layout.fillWidth: true
        onClicked: closed.picture.help()
    }
}
