pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.scanned
import kiosk.ui

// Whether the paper counts, what it says, and what can be done with it.
Item {
    id: screen

    required property ScannedViewModel viewModel
    readonly property bool bare: Theme.landscape && viewModel.factCount === 0 && viewModel.next === "" && !viewModel.cancellable && !viewModel.asking
    readonly property int verdictWidth: bare ? 1080 : 720

    function primaryText(): string {
        if (viewModel.asking)
            return qsTr("确认取消");
        switch (viewModel.primary) {
        case "resume":
            return viewModel.action;
        case "print":
            return qsTr("打印凭条");
        default:
            return qsTr("完成");
        }
    }

    function goOn(): void {
        if (viewModel.asking)
            viewModel.confirmCancel();
        else if (viewModel.primary === "resume")
            viewModel.resume();
        else if (viewModel.primary === "print")
            viewModel.printSlip();
        else
            viewModel.finish();
    }

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.leftMargin: screen.bare ? (screen.width - screen.verdictWidth) / 2 : Theme.margin
        anchors.topMargin: screen.bare ? screen.height / 6 : Theme.landscape ? 32 : Theme.margin
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
            Layout.preferredWidth: Theme.landscape ? screen.verdictWidth : -1

            StateBanner {
                tone: screen.viewModel.tone
                verdict: screen.viewModel.state
                hint: screen.viewModel.hint
                brief: Theme.landscape && screen.height < 720
                Layout.fillWidth: true
            }
            ColumnLayout {
                spacing: 4
                Layout.fillWidth: true

                KText {
                    text: screen.viewModel.title === "" ? screen.viewModel.name : qsTr("%1 · %2").arg(screen.viewModel.name).arg(screen.viewModel.title)
                    role: KText.Strong
                    Layout.fillWidth: true
                }
                KText {
                    objectName: "number"
                    text: qsTr("编号 %1").arg(screen.viewModel.number)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 26
                    wrapMode: Text.NoWrap
                    Layout.fillWidth: true
                }
                Tag {
                    visible: screen.viewModel.specimen
                    text: qsTr("样张 · 无法律效力")
                    tone: "warning"
                    Layout.topMargin: 8
                }
            }
        }
        ScrollPane {
            visible: !screen.bare
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true

            CancelQuestion {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.asking
            }
            PaperFacts {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.factCount > 0
                facts: screen.viewModel.facts
            }
            RowLayout {
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.next !== ""
                spacing: 20

                Icon {
                    name: "info"
                    color: Theme.brand
                    size: Theme.body + 8
                    Layout.alignment: Qt.AlignTop
                }
                KText {
                    text: screen.viewModel.next
                    color: Theme.inkSoft
                    Layout.fillWidth: true
                }
            }
            QuietButton {
                objectName: "cancel"
                width: parent ? (parent as Item).width : 0
                visible: screen.viewModel.cancellable && !screen.viewModel.asking
                text: qsTr("取消这个预约")
                ink: Theme.error
                strong: true
                onClicked: screen.viewModel.cancel()
            }
        }
        ActionBar {
            backText: screen.viewModel.asking ? qsTr("不取消") : qsTr("完成")
            backName: screen.viewModel.asking ? "keep" : "finish"
            backVisible: screen.viewModel.asking || screen.viewModel.primary !== "finish"
            primaryText: screen.primaryText()
            primaryName: screen.viewModel.asking ? "confirm-cancel" : screen.viewModel.primary
            primaryIcon: screen.viewModel.primary !== "print" || screen.viewModel.asking || (Theme.elder && Theme.landscape) ? "" : "printer"
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? screen.verdictWidth : -1
            onBackClicked: screen.viewModel.asking ? screen.viewModel.keep() : screen.viewModel.finish()
            onPrimaryClicked: screen.goOn()
        }
    }
}
