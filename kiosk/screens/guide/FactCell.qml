import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A fact in a word or two: icon, what it is about, the fact.
Card {
    id: fact

    required property string icon
    required property string label
    required property string value
    required property string note

    implicitHeight: row.implicitHeight + 48
    implicitWidth: 300

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 28
        anchors.rightMargin: 24
        spacing: 24

        IconDisc {
            name: fact.icon
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            KText {
                text: fact.label
                role: KText.Small
                Layout.fillWidth: true
            }
            KText {
                text: fact.value
                bold: true
                Layout.fillWidth: true
            }
            KText {
                visible: text !== ""
                text: fact.note
                role: KText.Small
                Layout.fillWidth: true
            }
        }
    }
}
