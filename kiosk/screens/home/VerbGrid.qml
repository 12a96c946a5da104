pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// The four verbs, two by two.
GridLayout {
    id: grid

    required property HomeViewModel viewModel

    columns: 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    uniformCellHeights: true

    Repeater {
        model: grid.viewModel.verbs

        VerbCard {
            required property string title

            objectName: "verb-" + verb
            required verb
            required detail
            text: title
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 190
            onClicked: grid.viewModel.chooseVerb(verb)
        }
    }
}
