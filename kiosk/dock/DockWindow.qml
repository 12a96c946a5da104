import QtQuick
import QtQuick.Window

import kiosk.dock
import kiosk.ui

// The test bench, drawn on a canvas of 2700x2000 (or 1930x2700) that is scaled to the window; a tray makes it higher.
Window {
    id: window

    required property DockViewModel viewModel
    readonly property bool lying: width > height
    readonly property int more: viewModel.tray.fitted ? 240 : 0
    readonly property real fit: lying ? Math.min(width / 2700, height / (2000 + more)) : Math.min(width / 1930, height / (2700 + more))

    width: 1400
    height: 1000
    minimumWidth: 700
    minimumHeight: 700
    title: qsTr("设备测试台")
    color: Theme.page

    Item {
        width: window.width / window.fit
        height: window.height / window.fit
        scale: window.fit
        transformOrigin: Item.TopLeft

        DockHeader {
            id: header

            viewModel: window.viewModel.hazards
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
        }
        Item {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            anchors.margins: 36

            PeoplePanel {
                id: peoplePanel

                viewModel: window.viewModel.people
            }
            ReaderPanel {
                id: readerPanel

                viewModel: window.viewModel.reader
            }
            PhonePanel {
                id: phonePanel

                viewModel: window.viewModel.phone
            }
            TrayPanel {
                id: trayPanel

                viewModel: window.viewModel.tray
            }
            PrinterPanel {
                id: printerPanel

                viewModel: window.viewModel.printer
                onZoomed: (source, dotsWide, dotsHigh, caption) => zoom.open(source, dotsWide, dotsHigh, caption)
                onScanned: number => window.viewModel.phone.showPrinted(number)
            }
            HazardsPanel {
                id: hazardsPanel

                viewModel: window.viewModel.hazards
            }
            WideDesk {
                anchors.fill: parent
                visible: window.lying
                people: peoplePanel
                reader: readerPanel
                phone: phonePanel
                tray: trayPanel
                printer: printerPanel
                hazards: hazardsPanel
            }
            TallDesk {
                anchors.fill: parent
                visible: !window.lying
                people: peoplePanel
                reader: readerPanel
                phone: phonePanel
                tray: trayPanel
                printer: printerPanel
                hazards: hazardsPanel
            }
        }
        PaperZoom {
            id: zoom

            fit: window.fit
            anchors.fill: parent
        }
    }
}
