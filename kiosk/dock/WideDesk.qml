import QtQuick
import QtQuick.Layouts

import kiosk.dock

// The panels in a lying window: residents, then what they touch, and the hazards below.
RowLayout {
    id: desk

    required property Item people
    required property Item reader
    required property Item phone
    required property TrayPanel tray
    required property Item printer
    required property Item hazards

    spacing: 28

    LayoutItemProxy {
        target: desk.people
        Layout.preferredWidth: 780
        Layout.fillHeight: true
    }
    GridLayout {
        columns: 2
        columnSpacing: 28
        rowSpacing: 28
        Layout.fillWidth: true
        Layout.fillHeight: true

        LayoutItemProxy {
            target: desk.reader
            Layout.fillWidth: true
            Layout.preferredWidth: 1000
        }
        LayoutItemProxy {
            target: desk.printer
            Layout.rowSpan: desk.tray.viewModel.fitted ? 3 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 780
        }
        LayoutItemProxy {
            target: desk.tray
            visible: desk.tray.viewModel.fitted
            Layout.fillWidth: true
            Layout.preferredWidth: 1000
        }
        LayoutItemProxy {
            target: desk.phone
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1000
        }
        LayoutItemProxy {
            target: desk.hazards
            Layout.columnSpan: 2
            Layout.fillWidth: true
        }
    }
}
