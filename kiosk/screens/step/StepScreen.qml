pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Window

import kiosk.screens.step
import kiosk.ui

// One question: what is asked, its fields, and the way on.
Item {
    id: screen

    required property StepViewModel viewModel
    readonly property bool shown: visible && Window.visibility !== Window.Hidden

    onShownChanged: viewModel.look(shown)
    Component.onCompleted: viewModel.look(shown)

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
            Layout.bottomMargin: Theme.landscape ? 0 : 12
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            ProgressSegments {
                current: screen.viewModel.page
                count: screen.viewModel.pages
                Layout.fillWidth: true
            }
            KText {
                text: screen.viewModel.title
                role: KText.Question
                Layout.fillWidth: true
                Layout.topMargin: Theme.landscape ? Theme.gap : 0
            }
            KText {
                visible: text !== ""
                text: screen.viewModel.hint
                color: Theme.inkSoft
                Layout.fillWidth: true
            }
        }
        ScrollPane {
            spacing: Theme.gap
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true

            NoticeBar {
                objectName: "waiting"
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.waiting
                title: qsTr("正在读取，请稍等…")
            }
            Repeater {
                id: fields

                model: screen.viewModel.fields

                FieldSlot {
                    width: parent ? (parent as Item).width : 0
                    alone: fields.count === 1
                }
            }
        }
        ActionBar {
            primaryEnabled: screen.viewModel.ready && !screen.viewModel.waiting
            primaryText: screen.viewModel.skipping && screen.viewModel.ready ? qsTr("不拍，下一步") : qsTr("下一步")
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1
            onBackClicked: screen.viewModel.goBack()
            onPrimaryClicked: screen.viewModel.goOn()
        }
    }
}
