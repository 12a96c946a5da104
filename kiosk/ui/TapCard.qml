import QtQuick
import QtQuick.Templates as T

// A card that is one big button; put the content in contentItem.
T.AbstractButton {
    id: tap

    property bool selected: false
    property color accent: Theme.brand
    property real radius: Theme.radius

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    padding: 32
    focusPolicy: Qt.NoFocus

    background: Card {
        pressed: tap.down
        selected: tap.selected
        accent: tap.accent
        radius: tap.radius
    }
}
