import QtQuick
import QtQuick.Layouts

import kiosk.ui

// The question before an appointment is given back; its answers are the page's two buttons.
Card {
    id: question

    implicitHeight: words.implicitHeight + 72
    selected: true
    accent: Theme.error

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        spacing: 12

        KText {
            text: qsTr("确定要取消这个预约吗？")
            role: KText.Heading
            color: Theme.error
            Layout.fillWidth: true
        }
        KText {
            text: qsTr("取消后名额会让给别人，需要时可以重新预约。")
            Layout.fillWidth: true
        }
    }
}
