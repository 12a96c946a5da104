import QtQuick
import QtQuick.Layouts

import kiosk.screens.unlock
import kiosk.ui

// What is printed on a travel document: three lines to fill with the keys below, or read from the page on the tray.
Item {
    id: screen

    required property UnlockViewModel viewModel
    readonly property bool numbering: viewModel.at === "number"
    readonly property bool close: Theme.landscape || Theme.elder
    readonly property bool offered: viewModel.cameraOpen
    readonly property bool longNumber: viewModel.number.length > 10
    readonly property bool onTray: viewModel.tray !== ""
    readonly property bool shown: visible && Window.visibility !== Window.Hidden

    onShownChanged: viewModel.look(shown)
    Component.onCompleted: viewModel.look(shown)

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: screen.close ? 28 : Theme.margin
        anchors.bottomMargin: screen.close ? 28 : Theme.margin
        columns: 2
        columnSpacing: Theme.margin
        rowSpacing: Theme.gap

        TrayPanel {
            visible: screen.onTray
            viewModel: screen.viewModel
            Layout.row: 0
            Layout.column: 0
            Layout.columnSpan: 2
            Layout.fillWidth: true
            Layout.fillHeight: Theme.landscape
            Layout.alignment: Qt.AlignTop
        }
        Item {
            visible: screen.onTray && !Theme.landscape
            Layout.row: 1
            Layout.fillHeight: true
        }
        ColumnLayout {
            visible: !screen.onTray
            spacing: screen.close ? 14 : 20
            Layout.row: 0
            Layout.column: 0
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1

            KText {
                visible: !(screen.viewModel.told && Theme.landscape && Theme.elder)
                text: qsTr("请照证件填写三项")
                role: KText.Question
                Layout.fillWidth: true
            }
            KText {
                visible: !screen.viewModel.told && screen.viewModel.complaint === ""
                text: qsTr("可以拿起证件来看，填好再放回读卡区。填的内容不会留在本机。")
                color: Theme.inkSoft
                Layout.fillWidth: true
                Layout.bottomMargin: 8
            }
            NoticeBar {
                objectName: "key-problem"
                visible: title !== ""
                tone: "error"
                title: screen.viewModel.complaint
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: 12
                Layout.fillWidth: true

                KeyRow {
                    objectName: "key-field-number"
                    label: qsTr("证件号码")
                    value: screen.viewModel.number
                    example: screen.offered && screen.close ? qsTr("例如 H00000000") : qsTr("字母和数字，例如 H00000000")
                    selected: screen.numbering
                    Layout.fillWidth: true
                    onClicked: screen.viewModel.choose("number")
                }
                QuietButton {
                    objectName: screen.close ? "read-page" : ""
                    visible: screen.offered && screen.close && !screen.longNumber
                    text: qsTr("拍照读取")
                    iconName: "camera"
                    soft: true
                    leftPadding: 20
                    rightPadding: 20
                    onClicked: screen.viewModel.readPage()
                }
            }
            KeyRow {
                objectName: "key-field-birth"
                label: qsTr("出生日期")
                value: screen.viewModel.birth
                example: qsTr("8 位数字，例如 19900108")
                selected: screen.viewModel.at === "birth"
                Layout.fillWidth: true
                onClicked: screen.viewModel.choose("birth")
            }
            KeyRow {
                objectName: "key-field-expiry"
                label: qsTr("有效期至")
                value: screen.viewModel.expiry
                example: qsTr("8 位数字，例如 20340408")
                selected: screen.viewModel.at === "expiry"
                Layout.fillWidth: true
                onClicked: screen.viewModel.choose("expiry")
            }
            QuietButton {
                objectName: screen.close ? "" : "read-page"
                visible: screen.offered && !screen.close
                text: qsTr("不想填？用拍照台读取")
                iconName: "camera"
                soft: true
                Layout.fillWidth: true
                Layout.topMargin: 8
                onClicked: screen.viewModel.readPage()
            }
            Item {
                Layout.fillHeight: true
            }
        }
        Item {
            visible: !screen.onTray
            implicitHeight: Math.max(number.implicitHeight, digits.implicitHeight)
            Layout.row: Theme.landscape ? 0 : 1
            Layout.column: Theme.landscape ? 1 : 0
            Layout.rowSpan: Theme.landscape ? 2 : 1
            Layout.columnSpan: Theme.landscape ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Theme.landscape ? Qt.AlignVCenter : Qt.AlignBottom

            NumberPad {
                id: number

                visible: screen.numbering
                anchors.fill: parent
                onKey: text => screen.viewModel.press(text)
                onBackspace: screen.viewModel.erase()
                onClear: screen.viewModel.clear()
            }
            Keypad {
                id: digits

                visible: !screen.numbering
                anchors.fill: parent
                onDigit: key => screen.viewModel.press(key)
                onBackspace: screen.viewModel.erase()
                onClear: screen.viewModel.clear()
            }
        }
        ActionBar {
            backText: qsTr("不填了")
            primaryText: screen.onTray ? qsTr("自己填写") : screen.viewModel.complete ? qsTr("读取证件") : qsTr("下一项")
            primaryName: screen.onTray ? "type-instead" : "next"
            Layout.row: Theme.landscape ? 1 : 2
            Layout.column: 0
            Layout.columnSpan: Theme.landscape && !screen.onTray ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onBackClicked: screen.viewModel.goBack()
            onPrimaryClicked: screen.onTray ? screen.viewModel.typeInstead() : screen.viewModel.goOn()
        }
    }
}
