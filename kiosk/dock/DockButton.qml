import QtQuick

import kiosk.ui

// A button of the bench: lower and narrower than the kiosk's, since a mouse hits it as well.
QuietButton {
    property bool hidden: false

    implicitHeight: 76
    leftPadding: 20
    rightPadding: 20
    opacity: hidden ? 0 : enabled ? 1 : 0.55
}
