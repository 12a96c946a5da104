pragma ComponentBehavior: Bound

import QtQuick

import kiosk.screens.listing
import kiosk.ui

// The items, with a button that turns the page when there are more.
Item {
    id: items

    required property ListingViewModel viewModel

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: more.top
        model: items.viewModel.rows
        spacing: 20
        clip: true
        cacheBuffer: 0
        boundsBehavior: Flickable.StopAtBounds

        delegate: ServiceCard {
            required property string item
            required property string name

            objectName: "item-" + item
            width: list.width
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
            list.forceLayout();
            list.positionViewAtBeginning();
        }
    }
    MoreBar {
        id: more

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        flickable: list
        overflowing: list.contentHeight > items.height
    }
}
