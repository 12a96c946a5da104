import QtQuick

import kiosk.screens.preview
import kiosk.ui

// The paper on a calm ground: the whole of it, or as wide as the ground and turned by a button.
Rectangle {
    id: view

    required property PreviewViewModel viewModel
    property bool large: false
    readonly property int edge: 32
    readonly property real wide: (width - 2 * edge) / Math.max(1, viewModel.paperWidth)
    readonly property real whole: Math.min(wide, (height - 2 * edge) / Math.max(1, viewModel.paperHeight))
    readonly property real zoom: large ? Math.min(wide, 1.5) : Math.min(whole, 1)

    onLargeChanged: flick.contentY = 0

    radius: Theme.radius
    color: Theme.sunken

    Flickable {
        id: flick

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: more.top
        contentWidth: width
        contentHeight: sheet.height + 2 * view.edge
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Rectangle {
            id: sheet

            x: (flick.width - width) / 2
            y: Math.max(view.edge, (flick.height - height) / 2)
            width: view.viewModel.paperWidth * view.zoom
            height: view.viewModel.paperHeight * view.zoom
            color: Theme.surface

            Image {
                objectName: "paper"
                anchors.fill: parent
                source: view.viewModel.source
                cache: false
                smooth: true
            }
            Rectangle {
                anchors.fill: parent
                anchors.margins: -Theme.border
                color: "transparent"
                border.width: Theme.border
                border.color: Theme.hairline
            }
        }
    }
    MoreBar {
        id: more

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        flickable: flick
        overflowing: view.large && view.viewModel.paperHeight * view.zoom + 2 * view.edge > view.height
    }
}
