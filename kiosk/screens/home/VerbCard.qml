import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A verb with what can be done under it.
TapCard {
    id: card

    property string verb
    property string detail: ""
    readonly property bool low: height < 330
    readonly property bool folded: low && !Theme.landscape

    padding: Theme.landscape ? 32 : 36
    accent: Theme.verbInk(verb)

    contentItem: GridLayout {
        columns: card.low ? 2 : 1
        columnSpacing: 28
        rowSpacing: 12

        VerbBadge {
            verb: card.verb
            size: card.low ? 108 : 128
            Layout.alignment: card.low ? Qt.AlignVCenter : Qt.AlignTop
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true
            Layout.alignment: card.low ? Qt.AlignVCenter : Qt.AlignBottom

            KText {
                text: card.text
                bold: true
                font.pixelSize: 50
                Layout.fillWidth: true
            }
            KText {
                visible: !card.folded
                text: card.detail
                role: KText.Small
                Layout.fillWidth: true
            }
        }
        KText {
            visible: card.folded
            text: card.detail
            role: KText.Small
            Layout.columnSpan: 2
            Layout.fillWidth: true
        }
    }
}
