import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One of five choices: a character, plain words, an arrow, each in its hue.
TapCard {
    id: choice

    property string verb

    leftPadding: Theme.landscape ? 36 : 40
    rightPadding: Theme.landscape ? 28 : 40
    topPadding: 24
    bottomPadding: 24
    accent: Theme.verbInk(verb)

    background: Card {
        pressed: choice.down
        accent: choice.accent
        border.width: 4
        border.color: choice.accent
    }

    contentItem: RowLayout {
        spacing: 40

        VerbBadge {
            verb: choice.verb
            size: Theme.landscape ? 124 : 156
        }
        KText {
            text: choice.text
            bold: true
            font.pixelSize: Theme.landscape ? 58 : 66
            Layout.fillWidth: true
        }
        Icon {
            name: "forward"
            color: choice.accent
            size: 56
            stroke: 5
        }
    }
}
