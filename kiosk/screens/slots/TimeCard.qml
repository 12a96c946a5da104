import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One time; a full one stays visible, so that nobody wonders where it went.
TapCard {
    id: card

    required property string value
    required property string time
    required property int free
    required property bool chosen

    objectName: "option-" + value
    enabled: free > 0
    selected: chosen
    radius: 24
    padding: 12
    implicitHeight: Theme.elder ? 140 : 112

    contentItem: ColumnLayout {
        spacing: 0

        KText {
            text: card.time
            role: Theme.landscape ? KText.Body : KText.Strong
            bold: true
            color: !card.enabled ? Theme.mutedInk : card.chosen ? Theme.brand : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.NoWrap
            Layout.fillWidth: true
        }
        KText {
            text: card.chosen ? qsTr("已选") : card.free > 0 ? qsTr("余 %1").arg(card.free) : qsTr("已约满")
            role: KText.Small
            color: !card.enabled ? Theme.mutedInk : card.chosen ? Theme.brand : Theme.success
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }

    Binding {
        target: card.background
        property: "color"
        value: Theme.disabled
        when: !card.enabled
    }
}
