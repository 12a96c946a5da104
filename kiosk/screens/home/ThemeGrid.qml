pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// The themes in an even grid.
ColumnLayout {
    id: themes

    required property HomeViewModel viewModel

    spacing: 16

    KText {
        text: qsTr("按主题找")
        bold: true
        Layout.fillWidth: true
    }
    GridLayout {
        columns: themes.viewModel.themeColumns
        columnSpacing: 16
        rowSpacing: 16
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            model: themes.viewModel.themes

            Chip {
                required property string theme
                required property string name

                objectName: "theme-" + theme
                text: name
                Layout.fillWidth: true
                onClicked: themes.viewModel.chooseTheme(theme)
            }
        }
    }
}
