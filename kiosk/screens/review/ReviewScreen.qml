pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.review
import kiosk.ui

// All answers once more, what will happen, and the button that sends them.
Item {
    id: screen

    required property ReviewViewModel viewModel

    function promise(): string {
        if (viewModel.booking)
            return qsTr("提交后马上为您占住这个号");
        return viewModel.instant ? qsTr("本事项可以秒批") : qsTr("提交后由%1办理").arg(viewModel.issuer);
    }

    function promiseHint(): string {
        if (viewModel.booking)
            return qsTr("万一刚被别人约走，可以另选时间，其他内容不用重填。");
        if (viewModel.instant)
            return qsTr("提交后系统当场核验，几秒钟就有结果。");
        return qsTr("办理时限：%1。提交后会给您办件编号。").arg(viewModel.takes);
    }

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
            Layout.fillHeight: Theme.landscape
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            ProgressSegments {
                current: screen.viewModel.page
                count: screen.viewModel.pages
                Layout.fillWidth: true
            }
            KText {
                text: qsTr("请核对一遍")
                role: KText.Question
                Layout.fillWidth: true
            }
            KText {
                visible: !Theme.landscape || screen.height > 720
                text: qsTr("有不对的地方，点右边的“修改”。")
                color: Theme.inkSoft
                Layout.fillWidth: true
            }
        }
        ScrollPane {
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 3 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true

            Card {
                width: parent ? (parent as Item).width : 0
                height: answers.implicitHeight + 16

                Column {
                    id: answers

                    y: 8
                    width: parent.width

                    Repeater {
                        model: screen.viewModel.rows

                        AnswerRow {
                            width: answers.width
                            onEdited: screen.viewModel.edit(stepId)
                        }
                    }
                }
            }
        }
        NoticeBar {
            tone: screen.viewModel.instant ? "success" : "info"
            title: screen.promise()
            hint: screen.promiseHint()
            Layout.alignment: Qt.AlignBottom
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1
        }
        ActionBar {
            primaryText: screen.viewModel.booking ? qsTr("确认预约") : qsTr("确认提交")
            primaryName: "submit"
            Layout.row: Theme.landscape ? 2 : 3
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1
            onBackClicked: screen.viewModel.goBack()
            onPrimaryClicked: screen.viewModel.submit()
        }
    }
}
