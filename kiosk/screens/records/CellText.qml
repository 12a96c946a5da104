import QtQuick

import kiosk.ui

// A cell's words: aligned as its column, smaller rather than cut.
KText {
    property string side: "left"

    leftPadding: 8
    rightPadding: 8
    verticalAlignment: Text.AlignVCenter
    horizontalAlignment: side === "right" ? Text.AlignRight : side === "center" ? Text.AlignHCenter : Text.AlignLeft
    fontSizeMode: Text.Fit
    minimumPixelSize: 24
    elide: Text.ElideRight
}
