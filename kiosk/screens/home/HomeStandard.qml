import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// Greeting, search, four verbs, themes, health; in landscape the greeting stands beside the verbs.
Item {
    id: home

    required property HomeViewModel viewModel

    GridLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.topMargin: Theme.landscape ? 32 : 40
        anchors.bottomMargin: Theme.landscape ? 24 : 32
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 40
        rowSpacing: 32

        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredWidth: 620

            GreetingStrip {
                viewModel: home.viewModel
                Layout.fillWidth: true
                Layout.fillHeight: Theme.landscape
            }
            SearchEntry {
                objectName: "search"
                Layout.fillWidth: true
                onClicked: home.viewModel.search()
            }
            HealthLine {
                visible: Theme.landscape
                viewModel: home.viewModel
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Theme.landscape ? Theme.gap : 32
            Layout.fillWidth: true
            Layout.fillHeight: true

            VerbGrid {
                viewModel: home.viewModel
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            ThemeGrid {
                viewModel: home.viewModel
                Layout.fillWidth: true
            }
            HealthLine {
                visible: !Theme.landscape
                viewModel: home.viewModel
                Layout.fillWidth: true
            }
        }
    }
}
