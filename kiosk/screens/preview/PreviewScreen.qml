pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.preview
import kiosk.ui

// The paper as it will come out; it is printed only when the resident says so.
Item {
    id: screen

    required property PreviewViewModel viewModel

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 32 : Theme.margin
        anchors.bottomMargin: Theme.landscape ? 32 : Theme.margin
        columns: 2
        columnSpacing: Theme.margin
        rowSpacing: Theme.gap

        GridLayout {
            columns: Theme.landscape ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            Layout.row: 0
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            ColumnLayout {
                spacing: 4
                Layout.fillWidth: true

                KText {
                    text: qsTr("打印前看一看")
                    role: KText.Question
                    Layout.fillWidth: true
                }
                KText {
                    text: qsTr("%1 · 编号 %2").arg(screen.viewModel.title).arg(screen.viewModel.number)
                    role: KText.Small
                    Layout.fillWidth: true
                }
            }
            QuietButton {
                objectName: "zoom"
                text: paper.large ? qsTr("看整张") : qsTr("放大")
                iconName: "search"
                soft: true
                onClicked: paper.large = !paper.large
            }
        }
        PaperView {
            id: paper

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
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            QuietButton {
                objectName: "back"
                text: Theme.landscape ? "" : qsTr("返回")
                iconName: Theme.landscape ? "back" : ""
                Accessible.name: qsTr("返回")
                strong: true
                Layout.preferredHeight: Theme.button
                onClicked: screen.viewModel.goBack()
            }
            QuietButton {
                objectName: "finish"
                text: qsTr("不打印，结束")
                strong: true
                Layout.preferredHeight: Theme.button
                onClicked: screen.viewModel.finish()
            }
            PrimaryButton {
                objectName: "print"
                text: qsTr("打印")
                iconName: Theme.landscape && Theme.elder ? "" : "printer"
                leftPadding: 0
                rightPadding: 0
                Layout.fillWidth: true
                onClicked: screen.viewModel.printPaper()
            }
        }
    }
}
