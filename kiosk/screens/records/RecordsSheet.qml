import QtQuick
import QtQuick.Layouts

import kiosk.screens.records
import kiosk.ui

// The answer on its sheet: as many records as fit, and the buttons that turn the page.
Card {
    id: sheet

    required property RecordsViewModel viewModel
    readonly property bool wide: Theme.elder && grid.columnCount > 4
    readonly property bool filled: viewModel.rowCount > 0
    readonly property int room: wide ? cards.room : grid.room

    onRoomChanged: viewModel.fitRows(room)
    Component.onCompleted: viewModel.fitRows(room)

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 24
        anchors.topMargin: 8
        spacing: 16

        Item {
            visible: sheet.filled
            Layout.fillWidth: true
            Layout.fillHeight: true

            RecordsGrid {
                id: grid

                visible: !sheet.wide
                viewModel: sheet.viewModel
                anchors.fill: parent
            }
            RecordsCards {
                id: cards

                visible: sheet.wide
                viewModel: sheet.viewModel
                columnCount: grid.columnCount
                anchors.fill: parent
            }
        }
        NothingFound {
            visible: !sheet.filled
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        RowLayout {
            visible: sheet.filled
            spacing: 16
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.touch

            QuietButton {
                objectName: "previous-page"
                visible: sheet.viewModel.pages > 1
                text: qsTr("上一页")
                iconName: "up"
                soft: true
                enabled: sheet.viewModel.page > 1
                onClicked: sheet.viewModel.previousPage()
            }
            KText {
                objectName: "page-number"
                text: sheet.viewModel.pages > 1 ? qsTr("第 %1 / %2 页 · 共 %3 条").arg(sheet.viewModel.page).arg(sheet.viewModel.pages).arg(sheet.viewModel.rowCount) : qsTr("共 %1 条").arg(sheet.viewModel.rowCount)
                role: KText.Small
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            QuietButton {
                objectName: "next-page"
                visible: sheet.viewModel.pages > 1
                text: qsTr("下一页")
                iconName: "down"
                soft: true
                enabled: sheet.viewModel.page < sheet.viewModel.pages
                onClicked: sheet.viewModel.nextPage()
            }
        }
    }
}
