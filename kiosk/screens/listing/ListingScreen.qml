pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.listing
import kiosk.ui

// Items by verb, by theme, or found by keys; in landscape the keys stand beside the list.
Item {
    id: screen

    required property ListingViewModel viewModel
    readonly property bool searching: viewModel.mode === "search"
    readonly property bool nothing: searching && viewModel.count === 0

    function question(): string {
        switch (viewModel.verb) {
        case "query":
            return qsTr("您想查什么？");
        case "book":
            return qsTr("您想预约什么？");
        case "apply":
            return qsTr("您想办什么？");
        case "print":
            return qsTr("您想打印什么？");
        default:
            return viewModel.theme;
        }
    }

    Component {
        id: list

        ItemList {
            viewModel: screen.viewModel
        }
    }
    Component {
        id: grid

        ItemGrid {
            viewModel: screen.viewModel
        }
    }
    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.landscape ? 36 : 48
        anchors.bottomMargin: Theme.landscape ? 28 : 36
        columns: Theme.landscape && screen.searching ? 2 : 1
        columnSpacing: 48
        rowSpacing: 32

        KText {
            visible: !screen.searching
            objectName: "question"
            text: screen.question()
            role: KText.Question
            Layout.fillWidth: true
        }
        SearchField {
            visible: screen.searching
            viewModel: screen.viewModel
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 20
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
            Layout.rowSpan: Theme.landscape && screen.searching ? 2 : 1

            KText {
                visible: screen.searching && !screen.nothing
                text: screen.viewModel.query === "" ? qsTr("大家常办") : qsTr("找到 %1 项").arg(screen.viewModel.count)
                role: KText.Small
                Layout.fillWidth: true
            }
            NoticeBar {
                visible: screen.nothing
                objectName: "nothing-found"
                title: qsTr("没有找到这样的事项")
                hint: qsTr("少打几个字母试试，或点“求助”，让工作人员帮您找。")
                Layout.fillWidth: true
            }
            Item {
                visible: screen.nothing
                Layout.fillHeight: true
            }
            Loader {
                visible: !screen.nothing
                sourceComponent: Theme.landscape && !screen.searching ? grid : list
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
        LetterPad {
            visible: screen.searching
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Theme.landscape ? Qt.AlignTop : Qt.AlignBottom
            onLetter: key => screen.viewModel.press(key)
            onBackspace: screen.viewModel.erase()
        }
    }
}
