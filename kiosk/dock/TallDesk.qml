import QtQuick
import QtQuick.Layouts

import kiosk.dock

// The panels in an upright window: residents beside what they touch, and the hazards below.
GridLayout {
    id: desk

    required property Item people
    required property Item reader
    required property Item phone
    required property TrayPanel tray
    required property Item printer
    required property Item hazards

    columns: 2
    columnSpacing: 28
    rowSpacing: 28

    LayoutItemProxy {
        target: desk.people
        Layout.rowSpan: desk.tray.viewModel.fitted ? 4 : 3
        Layout.preferredWidth: 780
        Layout.fillHeight: true
    }
    LayoutItemProxy {
        target: desk.reader
        Layout.fillWidth: true
    }
    LayoutItemProxy {
        target: desk.phone
        Layout.fillWidth: true
        Layout.preferredHeight: 660
    }
    LayoutItemProxy {
        target: desk.tray
        visible: desk.tray.viewModel.fitted
        Layout.fillWidth: true
    }
    LayoutItemProxy {
        target: desk.printer
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    LayoutItemProxy {
        target: desk.hazards
        Layout.columnSpan: 2
        Layout.fillWidth: true
    }
}
