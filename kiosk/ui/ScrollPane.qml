import QtQuick

// A column that scrolls vertically when it must, with a visible "more" button; children are its rows.
Item {
    id: pane

    default property alias content: column.data
    property alias spacing: column.spacing
    property alias contentY: flick.contentY
    readonly property bool overflowing: column.implicitHeight > height

    implicitWidth: column.implicitWidth
    implicitHeight: column.implicitHeight

    Flickable {
        id: flick

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: more.top
        contentWidth: width
        contentHeight: column.implicitHeight
        clip: true
        interactive: pane.overflowing
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.VerticalFlick

        Column {
            id: column

            width: flick.width
            spacing: Theme.gap
        }
    }
    MoreBar {
        id: more

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        flickable: flick
        overflowing: pane.overflowing
    }
}
