import QtQuick

import kiosk.ui

// The dark ground that pictures of the tray and of the material stand on; it makes room for long words below.
Rectangle {
    property int wordsHeight: 0
    readonly property int fewWords: Theme.elder ? 140 : 120
    readonly property int whole: Theme.landscape ? (Theme.elder ? 430 : 470) : (Theme.elder ? 600 : 690)

    implicitHeight: Math.max(220, whole - Math.max(0, wordsHeight - fewWords))
    radius: Theme.radius
    color: Theme.ink
}
