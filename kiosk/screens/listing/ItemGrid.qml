pragma ComponentBehavior: Bound

import QtQuick

import kiosk.screens.listing
import kiosk.ui

// The items two by two, for a wide screen.
Item {
    id: items

    required property ListingViewModel viewModel

    GridView {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: -Theme.gap
        anchors.top: parent.top
        anchors.bottom: more.top
        model: items.viewModel.rows
        cellWidth: width / 2
        cellHeight: Theme.elder ? 324 : 268
        clip: true
        cacheBuffer: 0
        boundsBehavior: Flickable.StopAtBounds

        delegate: ServiceCard {
            required property string item
            required property string name

            objectName: "item-" + item
            width: grid.cellWidth - Theme.gap
            height: grid.cellHeight - Theme.gap
            required verb
            required summary
            required tags
            text: name
            onClicked: items.viewModel.chooseItem(item)
        }
    }
    Connections {
        target: items.viewModel

        function onPropsChanged() {
            grid.forceLayout();
            grid.positionViewAtBeginning();
        }
    }
    MoreBar {
        id: more

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        flickable: grid
        overflowing: grid.contentHeight > items.height + Theme.gap
    }
}
