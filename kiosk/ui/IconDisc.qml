import QtQuick

// An icon on a soft disc.
Rectangle {
    id: disc

    property string name
    property color ink: Theme.brand

    implicitWidth: Theme.elder ? 96 : 80
    implicitHeight: implicitWidth
    radius: width / 2
    color: Theme.brandSoft
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        name: disc.name
        color: disc.ink
        size: disc.width * 0.54
    }
}
