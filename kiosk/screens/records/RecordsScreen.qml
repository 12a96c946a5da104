pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.records
import kiosk.ui

// A query's answer: whose and from when, its figures, the table page by page, and what to do with it.
Item {
    id: screen

    required property RecordsViewModel viewModel

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 32 : Theme.margin
        anchors.bottomMargin: Theme.landscape ? 32 : Theme.margin
        columns: 2
        columnSpacing: Theme.margin
        rowSpacing: Theme.gap

        ColumnLayout {
            spacing: Theme.gap
            Layout.row: 0
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: !Theme.landscape
            Layout.fillHeight: Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 640 : -1

            ColumnLayout {
                spacing: 4
                Layout.fillWidth: true

                KText {
                    text: screen.viewModel.title
                    role: Theme.landscape ? KText.Heading : KText.Question
                    Layout.fillWidth: true
                }
                KText {
                    text: qsTr("%1 · 截至 %2").arg(screen.viewModel.issuer).arg(screen.viewModel.asOf)
                    role: KText.Small
                    fontSizeMode: Theme.landscape ? Text.HorizontalFit : Text.FixedSize
                    minimumPixelSize: 26
                    wrapMode: Theme.landscape ? Text.NoWrap : Text.Wrap
                    Layout.fillWidth: true
                }
            }
            SummaryCards {
                figures: screen.viewModel.summary
                Layout.fillWidth: true
            }
            Item {
                visible: Theme.landscape
                Layout.fillHeight: true
            }
        }
        RecordsSheet {
            viewModel: screen.viewModel
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        RowLayout {
            spacing: Theme.gap
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 640 : -1

            QuietButton {
                objectName: "back"
                text: qsTr("返回")
                strong: true
                Layout.preferredHeight: Theme.button
                onClicked: screen.viewModel.goBack()
            }
            QuietButton {
                objectName: "finish"
                text: qsTr("看完了")
                strong: true
                Layout.preferredHeight: Theme.button
                onClicked: screen.viewModel.finish()
            }
            PrimaryButton {
                objectName: "print"
                text: qsTr("打印")
                iconName: Theme.landscape && Theme.elder ? "" : "printer"
                enabled: screen.viewModel.rowCount > 0
                leftPadding: 0
                rightPadding: 0
                Layout.fillWidth: true
                onClicked: screen.viewModel.printRecords()
            }
        }
    }
}
