import QtQuick

import kiosk.ui

// A heading with lines below it, on a card.
Card {
    id: section

    property string title
    default property alias lines: column.data

    implicitHeight: column.implicitHeight + 72
    implicitWidth: 480

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        spacing: 20

        KText {
            width: column.width
            text: section.title
            role: KText.Strong
        }
    }
}
