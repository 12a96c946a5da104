import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One day: weekday, date, and how many seats are left.
TapCard {
    id: card

    required property string day
    required property int month
    required property int number
    required property string weekday
    required property int free
    required property bool opened
    required property bool chosen

    objectName: "day-" + day
    selected: opened
    radius: 24
    padding: 8
    opacity: free > 0 || opened ? 1 : 0.75

    contentItem: ColumnLayout {
        spacing: 0

        KText {
            text: card.weekday
            role: KText.Small
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        KText {
            text: qsTr("%1/%2").arg(card.month).arg(card.number)
            role: KText.Strong
            color: card.opened ? Theme.brand : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        KText {
            text: card.chosen ? qsTr("已选") : card.free > 0 ? qsTr("余 %1").arg(card.free) : qsTr("约满")
            role: KText.Small
            color: card.chosen ? Theme.brand : card.free > 0 ? Theme.success : Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
