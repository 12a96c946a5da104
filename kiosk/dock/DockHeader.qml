import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// What this window is, and whether anything has been broken.
Rectangle {
    id: header

    required property HazardsViewModel viewModel

    implicitHeight: 104
    color: Theme.brand

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 48
        anchors.rightMargin: 48
        spacing: 28

        KText {
            text: qsTr("设备测试台")
            role: KText.Heading
            color: Theme.lightInk
        }
        KText {
            text: qsTr("替居民动手：放卡、出示二维码、撕纸，也可以弄坏设备")
            color: Theme.paleInk
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Layout.fillWidth: true
        }
        Tag {
            text: header.viewModel.troubleCount === 0 ? qsTr("没有故障") : qsTr("%1 处故障").arg(header.viewModel.troubleCount)
            tone: header.viewModel.troubleCount === 0 ? "success" : "error"
        }
    }
}
