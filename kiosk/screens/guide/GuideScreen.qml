pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.guide
import kiosk.ui

// Everything a resident must know before starting, and the one button that starts.
Item {
    id: screen

    required property GuideViewModel viewModel

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 36 : 48
        anchors.bottomMargin: Theme.landscape ? 28 : 56
        columnSpacing: 56
        rowSpacing: Theme.gap

        RowLayout {
            spacing: 32
            Layout.row: 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 7
            Layout.alignment: Qt.AlignTop

            VerbBadge {
                verb: screen.viewModel.verb
                size: 128
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                spacing: 8
                Layout.fillWidth: true

                KText {
                    text: screen.viewModel.name
                    bold: true
                    font.pixelSize: Theme.elder ? 62 : 54
                    Layout.fillWidth: true
                }
                KText {
                    text: screen.viewModel.summary
                    color: Theme.inkSoft
                    Layout.fillWidth: true
                }
            }
        }
        ScrollPane {
            Layout.row: Theme.landscape ? 0 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10

            GridLayout {
                width: parent?.width ?? 0
                columns: 2
                columnSpacing: 20
                rowSpacing: 20
                uniformCellWidths: true

                Repeater {
                    model: screen.viewModel.facts

                    FactCell {
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                }
            }
            GridLayout {
                width: parent?.width ?? 0
                columns: 1
                rowSpacing: Theme.gap

                GuideSection {
                    title: qsTr("谁可以办")
                    Layout.fillWidth: true

                    Repeater {
                        model: screen.viewModel.who

                        RowLayout {
                            id: condition

                            required property string modelData

                            width: parent?.width ?? 0
                            spacing: 20

                            Icon {
                                name: "check"
                                color: Theme.success
                                size: Theme.body + 4
                                stroke: 5
                                Layout.alignment: Qt.AlignTop
                                Layout.topMargin: 6
                            }
                            KText {
                                text: condition.modelData
                                Layout.fillWidth: true
                            }
                        }
                    }
                }
                GuideSection {
                    title: qsTr("需要什么")
                    Layout.fillWidth: true

                    KText {
                        visible: screen.viewModel.materialCount === 0
                        width: parent?.width ?? 0
                        text: qsTr("不需要任何材料。")
                    }
                    Repeater {
                        model: screen.viewModel.materials

                        MaterialLine {
                            width: parent?.width ?? 0
                        }
                    }
                    KText {
                        visible: screen.viewModel.identity
                        width: parent?.width ?? 0
                        text: qsTr("开始后，请放上身份证或出示手机二维码。")
                        color: Theme.brand
                    }
                }
            }
            KText {
                width: parent?.width ?? 0
                text: qsTr("由 %1 办理 · 咨询电话 %2").arg(screen.viewModel.issuer).arg(screen.viewModel.phone)
                role: KText.Small
            }
        }
        ActionBar {
            backText: qsTr("返回")
            primaryName: "begin"
            primaryText: screen.viewModel.beginText
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 7
            Layout.alignment: Qt.AlignBottom
            onBackClicked: screen.viewModel.goBack()
            onPrimaryClicked: screen.viewModel.begin()
        }
    }
}
