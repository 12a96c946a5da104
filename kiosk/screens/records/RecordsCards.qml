pragma ComponentBehavior: Bound

import QtQuick

import kiosk.screens.records
import kiosk.ui

// The page as blocks, for wide tables in large type: the first two columns as a title, the others as pairs below.
Item {
    id: cards

    required property RecordsViewModel viewModel
    required property int columnCount
    readonly property int lineHeight: 62
    readonly property int blockHeight: Math.ceil(columnCount / 2) * lineHeight + 32
    readonly property int room: Math.floor(height / blockHeight)

    Repeater {
        model: cards.viewModel.cells

        Item {
            id: pair

            required property int row
            required property int column
            required property string label
            required property string text
            readonly property bool titling: column < 2

            x: column % 2 * cards.width / 2
            y: row * cards.blockHeight + Math.floor(column / 2) * cards.lineHeight + 16
            width: cards.width / 2
            height: cards.lineHeight

            Rectangle {
                visible: pair.titling && pair.row > 0
                y: -16
                width: parent.width
                height: Theme.border
                color: Theme.hairline
            }
            KText {
                id: head

                visible: !pair.titling
                height: parent.height
                text: pair.label
                role: KText.Small
                leftPadding: 8
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.NoWrap
            }
            KText {
                x: pair.titling ? 0 : head.width
                width: parent.width - x
                height: parent.height
                text: pair.text
                bold: true
                color: pair.titling ? Theme.brand : Theme.ink
                leftPadding: 8
                rightPadding: 8
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small - 4
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
    }
}
