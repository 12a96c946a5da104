pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.slots
import kiosk.ui

// When to come: the office, its days, the times of the open day.
Item {
    id: screen

    required property SlotsViewModel viewModel
    readonly property bool low: Theme.landscape && height < 700
    readonly property bool ready: !viewModel.loading && !viewModel.missing && !viewModel.empty

    function message(): string {
        if (viewModel.loading)
            return qsTr("正在查询可约时间…");
        return viewModel.missing ? qsTr("暂时查不到可约时间") : qsTr("近期已经约满");
    }

    function advice(): string {
        if (viewModel.loading)
            return "";
        return viewModel.missing ? qsTr("请稍等片刻再试，或者点“转人工 · 求助”。") : qsTr("可以点“上一步”换一个办理点，或者过些时候再来看看。");
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
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 720 : -1

            ProgressSegments {
                visible: !screen.low
                current: screen.viewModel.page
                count: screen.viewModel.pages
                Layout.fillWidth: true
            }
            KText {
                text: screen.viewModel.title
                role: KText.Question
                Layout.fillWidth: true
            }
            KText {
                visible: text !== "" && !(Theme.landscape && Theme.elder)
                text: screen.viewModel.hint
                color: Theme.inkSoft
                Layout.fillWidth: true
                Layout.topMargin: -Theme.gapSmall
            }
            OfficeCard {
                name: screen.viewModel.office
                detail: screen.low ? "" : screen.viewModel.officeDetail
                chosen: screen.viewModel.chosen
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Theme.gap
            Layout.row: Theme.landscape ? 0 : 1
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true

            DayStrip {
                visible: screen.ready
                days: screen.viewModel.days
                openDay: screen.viewModel.openDayIndex
                Layout.fillWidth: true
                onOpened: day => screen.viewModel.openDay(day)
            }
            ScrollPane {
                visible: screen.ready
                Layout.fillWidth: true
                Layout.fillHeight: true

                GridLayout {
                    width: parent ? (parent as Item).width : 0
                    columns: Theme.landscape && !Theme.elder ? 4 : 3
                    columnSpacing: 16
                    rowSpacing: 16
                    uniformCellWidths: true

                    Repeater {
                        model: screen.viewModel.slots

                        TimeCard {
                            Layout.fillWidth: true
                            onClicked: screen.viewModel.choose(value)
                        }
                    }
                }
            }
            Item {
                visible: !screen.ready
                Layout.fillWidth: true
                Layout.fillHeight: true

                ColumnLayout {
                    anchors.centerIn: parent
                    width: parent.width
                    spacing: Theme.gap

                    Icon {
                        name: screen.viewModel.loading ? "clock" : screen.viewModel.missing ? "network" : "calendar"
                        size: 132
                        stroke: 2.5
                        color: Theme.outline
                        Layout.alignment: Qt.AlignHCenter
                    }
                    KText {
                        objectName: "slots-message"
                        text: screen.message()
                        role: KText.Heading
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    KText {
                        visible: text !== ""
                        text: screen.advice()
                        color: Theme.inkSoft
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                }
            }
            NoticeBar {
                objectName: "field-error"
                visible: title !== "" && screen.ready
                tone: "error"
                title: screen.viewModel.error
                Layout.fillWidth: true
            }
        }
        ActionBar {
            primaryText: screen.viewModel.missing ? qsTr("再试一次") : qsTr("下一步")
            primaryEnabled: screen.ready || screen.viewModel.missing
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
