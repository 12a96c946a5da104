import QtQuick

// A quiet surface with a hairline border; selected and pressed states are drawn, not shadowed.
Rectangle {
    id: card

    property bool selected: false
    property bool pressed: false
    property color accent: Theme.brand

    color: pressed ? Theme.brandSoft : Theme.surface
    radius: Theme.radius
    border.width: selected ? Theme.borderStrong : Theme.border
    border.color: selected || pressed ? accent : Theme.hairline
}
