import QtQuick

// The verb as one character in its hue: query, book, apply, print (or help).
Rectangle {
    id: badge

    property string verb
    property real size: Theme.elder ? 112 : 96

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.25
    color: Theme.verbSoft(verb)
    Accessible.ignored: true

    KText {
        anchors.centerIn: parent
        text: Theme.verbGlyph(badge.verb)
        bold: true
        color: Theme.verbInk(badge.verb)
        font.pixelSize: badge.size * 0.56
    }
}
