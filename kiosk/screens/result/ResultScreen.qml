pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.result
import kiosk.ui

// What became of it, the number to remember, and what comes next.
Item {
    id: screen

    required property ResultViewModel viewModel

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
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            Verdict {
                tone: screen.viewModel.tone
                title: screen.viewModel.title
                hint: screen.viewModel.hint
                brief: Theme.landscape && screen.height < 720
                Layout.fillWidth: true
            }
            NumberCard {
                label: screen.viewModel.numberLabel
                number: screen.viewModel.number
                checkCode: screen.viewModel.checkCode
                decidedAt: screen.viewModel.decidedAt
                Layout.fillWidth: true
            }
        }
        ScrollPane {
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true

            DetailList {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.detailCount > 0
                details: screen.viewModel.details
            }
            LineList {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.reasonCount > 0
                heading: qsTr("原因")
                iconName: "info"
                lines: screen.viewModel.reasons
            }
            LineList {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.stepCount > 0
                heading: screen.viewModel.stepsTitle
                iconName: "check"
                lines: screen.viewModel.steps
            }
        }
        ActionBar {
            backText: qsTr("不打印，结束")
            backName: "finish"
            primaryText: qsTr("打印凭条")
            primaryName: "print"
            primaryIcon: Theme.elder && Theme.landscape ? "" : "printer"
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1
            onBackClicked: screen.viewModel.finish()
            onPrimaryClicked: screen.viewModel.printSlip()
        }
    }
}
