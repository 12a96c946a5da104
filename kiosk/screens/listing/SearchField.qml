import QtQuick
import QtQuick.Layouts

import kiosk.screens.listing
import kiosk.ui

// What was typed so far.
Rectangle {
    id: field

    required property ListingViewModel viewModel
    readonly property bool empty: viewModel.query === ""

    implicitHeight: Theme.touch + 16
    implicitWidth: 480
    radius: height / 2
    color: Theme.surface
    border.width: 4
    border.color: Theme.brand

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 40
        anchors.rightMargin: 8
        spacing: 24

        Icon {
            name: "search"
            color: Theme.brand
        }
        KText {
            objectName: "query"
            text: field.empty ? qsTr("打拼音首字母，如“社保” sb") : field.viewModel.query.toUpperCase()
            role: field.empty ? KText.Body : KText.Strong
            color: field.empty ? Theme.inkSoft : Theme.ink
            font.letterSpacing: field.empty ? 0 : 6
            Layout.fillWidth: true
        }
        QuietButton {
            objectName: "clear"
            visible: !field.empty
            text: qsTr("清空")
            pill: true
            soft: true
            onClicked: field.viewModel.clear()
        }
    }
}
