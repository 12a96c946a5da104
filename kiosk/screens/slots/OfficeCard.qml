import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Where the appointment is, and when once a time is chosen.
Rectangle {
    id: office

    property string name
    property string detail
    property string chosen

    implicitHeight: row.implicitHeight + 48
    radius: Theme.radius
    color: Theme.verbSoft("book")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 32
        anchors.rightMargin: 32
        spacing: 24

        Icon {
            name: "location"
            color: Theme.verbInk("book")
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true

            KText {
                text: office.name
                bold: true
                Layout.fillWidth: true
            }
            KText {
                visible: text !== ""
                text: office.detail
                role: KText.Small
                Layout.fillWidth: true
            }
            KText {
                objectName: "chosen-time"
                text: office.chosen === "" ? qsTr("还没有选时间") : qsTr("已选 %1").arg(office.chosen)
                bold: office.chosen !== ""
                color: office.chosen === "" ? Theme.inkSoft : Theme.verbInk("book")
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
        }
    }
}
