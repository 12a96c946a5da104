import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// The roll, the cover and the papers.
Panel {
    id: panel

    required property PrinterViewModel viewModel
    readonly property color levelColor: viewModel.level === "out" ? Theme.error : viewModel.level === "low" ? Theme.warning : Theme.success

    signal zoomed(source: string, dotsWide: int, dotsHigh: int, caption: string)
    signal scanned(number: int)

    iconName: "printer"
    title: qsTr("打印机")
    note: viewModel.plugged ? "" : qsTr("已拔掉")
    noteColor: Theme.error
    tools: DockButton {
        objectName: "dock-tear"
        text: qsTr("撕纸")
        soft: true
        enabled: panel.viewModel.count > 0
        onClicked: panel.viewModel.tearOff()
    }

    PaperStrip {
        viewModel: panel.viewModel
        Layout.fillWidth: true
        Layout.fillHeight: true
        onZoomed: (source, dotsWide, dotsHigh, caption) => panel.zoomed(source, dotsWide, dotsHigh, caption)
        onScanned: number => panel.scanned(number)
    }
    RowLayout {
        spacing: 20
        Layout.fillWidth: true

        KText {
            text: qsTr("纸卷剩余")
        }
        Rectangle {
            implicitHeight: 16
            radius: 8
            color: Theme.hairline
            Layout.fillWidth: true

            Rectangle {
                width: Math.max(panel.viewModel.share > 0 ? height : 0, parent.width * panel.viewModel.share)
                height: parent.height
                radius: 8
                color: panel.levelColor
            }
        }
        KText {
            objectName: "dock-paper-left"
            text: panel.viewModel.left
            bold: true
            color: panel.levelColor
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            Layout.preferredWidth: 190
        }
    }
    RowLayout {
        spacing: 12
        uniformCellSizes: true
        Layout.fillWidth: true

        DockButton {
            objectName: "dock-paper-full"
            text: qsTr("装满")
            Layout.fillWidth: true
            onClicked: panel.viewModel.loadPaper("full")
        }
        DockButton {
            objectName: "dock-paper-low"
            text: qsTr("快用完")
            Layout.fillWidth: true
            onClicked: panel.viewModel.loadPaper("low")
        }
        DockButton {
            objectName: "dock-paper-out"
            text: qsTr("用完")
            Layout.fillWidth: true
            onClicked: panel.viewModel.loadPaper("out")
        }
        DockButton {
            objectName: panel.viewModel.coverOpen ? "dock-cover-close" : "dock-cover-open"
            text: panel.viewModel.coverOpen ? qsTr("合上盖") : qsTr("打开盖")
            soft: panel.viewModel.coverOpen
            Layout.fillWidth: true
            onClicked: panel.viewModel.setCover(!panel.viewModel.coverOpen)
        }
    }
}
