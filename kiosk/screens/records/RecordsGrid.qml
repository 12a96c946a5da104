pragma ComponentBehavior: Bound

import QtQuick

import kiosk.screens.records
import kiosk.ui

// The page as a table: a head, and rows parted by hairlines.
Item {
    id: grid

    required property RecordsViewModel viewModel
    readonly property int headHeight: Theme.elder ? 104 : 92
    readonly property int rowHeight: Theme.elder ? 112 : 92
    readonly property int columnCount: heads.count
    readonly property int type: Theme.elder ? Theme.body - 2 : columnCount > 4 ? Theme.small : Theme.body
    readonly property int room: Math.floor((height - headHeight) / rowHeight)

    Repeater {
        id: heads

        model: grid.viewModel.columns

        CellText {
            required property string label
            required property string align
            required property real start
            required property real share

            x: start * grid.width
            width: share * grid.width
            height: grid.headHeight
            text: label
            side: align
            role: KText.Small
            bold: true
        }
    }
    Rectangle {
        y: grid.headHeight - height
        width: parent.width
        height: 4
        color: Theme.brand
    }
    Repeater {
        model: grid.viewModel.cells

        CellText {
            required property int row
            required property int column
            required property string align
            required property real start
            required property real share
            required property bool rigid
            required text

            x: start * grid.width
            y: grid.headHeight + row * grid.rowHeight
            width: share * grid.width
            height: grid.rowHeight
            side: align
            bold: column === 0
            font.pixelSize: grid.type
            wrapMode: rigid ? Text.NoWrap : Text.Wrap

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.border
                color: Theme.hairline
            }
        }
    }
}
