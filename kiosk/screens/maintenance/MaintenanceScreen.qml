pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.maintenance
import kiosk.ui

// The machine at a glance: each part with what it means and what to do, a test print, codes for the machine, and the way out.
Item {
    id: screen

    required property MaintenanceViewModel viewModel
    readonly property bool asking: viewModel.enrolment !== ""

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

            KText {
                text: screen.viewModel.troubled === 0 ? qsTr("各部件正常") : qsTr("%1 个部件需要处理").arg(screen.viewModel.troubled)
                role: KText.Question
                color: screen.viewModel.troubled === 0 ? Theme.success : Theme.error
                Layout.fillWidth: true
            }
            FactList {
                facts: screen.viewModel.facts
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

            CodeDesk {
                width: parent ? (parent as Item).width : 0
                checking: screen.viewModel.checking
                enrolment: screen.viewModel.enrolment
                configuration: screen.viewModel.configuration
                version: screen.viewModel.version
            }
            Repeater {
                model: screen.viewModel.parts

                PartCard {
                    width: parent ? (parent as Item).width : 0
                }
            }
        }
        ActionBar {
            backText: screen.asking ? qsTr("不入网") : qsTr("退出维护")
            backName: screen.asking ? "decline-enrolment" : "leave"
            primaryText: screen.asking ? qsTr("确认入网") : screen.viewModel.testing ? qsTr("正在打印…") : qsTr("打印测试条")
            primaryName: screen.asking ? "enrol" : "test-print"
            primaryIcon: screen.asking || (Theme.elder && Theme.landscape) ? "" : "printer"
            primaryEnabled: !screen.viewModel.testing && !screen.viewModel.checking
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1
            Layout.alignment: Qt.AlignBottom
            onBackClicked: screen.asking ? screen.viewModel.declineEnrolment() : screen.viewModel.leave()
            onPrimaryClicked: screen.asking ? screen.viewModel.enrol() : screen.viewModel.testPrint()
        }
    }
}
