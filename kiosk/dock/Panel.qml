import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A titled surface: an icon and a name, things at the right of the title, and rows below.
Rectangle {
    id: panel

    property string iconName
    property string title
    property string note: ""
    property real rowSpacing: 16
    property color noteColor: Theme.inkSoft
    property alias tools: toolRow.data
    property alias toolSpacing: toolRow.spacing
    default property alias content: column.data

    objectName: "panel-" + iconName
    implicitWidth: column.implicitWidth + 64
    implicitHeight: header.height + column.implicitHeight + 76
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.border
    border.color: Theme.hairline

    RowLayout {
        id: header

        height: 80
        spacing: 16
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: 32
        anchors.rightMargin: 32
        anchors.topMargin: 16

        Icon {
            name: panel.iconName
            color: Theme.brand
        }
        KText {
            text: panel.title
            role: KText.Strong
            wrapMode: Text.NoWrap
        }
        KText {
            text: panel.note
            role: KText.Small
            color: panel.noteColor
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Row {
            id: toolRow

            spacing: 12
            Layout.alignment: Qt.AlignVCenter
        }
    }
    ColumnLayout {
        id: column

        spacing: panel.rowSpacing
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        anchors.leftMargin: 32
        anchors.rightMargin: 32
        anchors.topMargin: 12
        anchors.bottomMargin: 28
    }
}
