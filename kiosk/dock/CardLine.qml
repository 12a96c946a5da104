import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One document beside the residents' identity cards: what it is, whose, and a button that lays it down.
Rectangle {
    id: line

    required property string card
    required property string holder
    required property string kind
    required property string hint

    signal laid

    implicitHeight: row.implicitHeight + 24
    color: Theme.page
    radius: 24

    RowLayout {
        id: row

        spacing: 16
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 24
        anchors.rightMargin: 16

        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true

            KText {
                text: line.holder
                bold: true
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            KText {
                text: line.kind
                role: KText.Small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            KText {
                visible: text !== ""
                text: line.hint
                role: KText.Small
                color: Theme.brand
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
        }
        DockButton {
            objectName: "dock-tap-" + line.card
            text: qsTr("放卡")
            soft: true
            implicitHeight: 66
            onClicked: line.laid()
        }
    }
}
