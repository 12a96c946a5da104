pragma ComponentBehavior: Bound

import QtQuick

import kiosk.screens.home
import kiosk.ui

// The elder mode is another layout, not a zoom.
Item {
    id: screen

    required property HomeViewModel viewModel

    Loader {
        anchors.fill: parent
        sourceComponent: Theme.elder ? elder : standard
    }
    Component {
        id: standard

        HomeStandard {
            viewModel: screen.viewModel
        }
    }
    Component {
        id: elder

        HomeElder {
            viewModel: screen.viewModel
        }
    }
}
