pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.working
import kiosk.ui

// A calm picture and one sentence while the resident waits.
Item {
    id: screen

    required property WorkingViewModel viewModel
    readonly property bool moving: viewModel.active && Theme.motion

    GridLayout {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 96
        rowSpacing: 72

        Item {
            implicitWidth: 620
            implicitHeight: 660
            Layout.alignment: Theme.landscape ? Qt.AlignRight | Qt.AlignVCenter : Qt.AlignHCenter

            CardPicture {
                anchors.centerIn: parent
                visible: screen.viewModel.picture === "card"
                moving: visible && screen.moving
            }
            PaperPicture {
                anchors.centerIn: parent
                visible: screen.viewModel.picture === "paper"
                moving: visible && screen.moving
            }
            DataPicture {
                anchors.centerIn: parent
                visible: screen.viewModel.picture === "data"
                moving: visible && screen.moving
            }
        }
        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: !Theme.landscape
            Layout.preferredWidth: Theme.landscape ? 760 : -1
            Layout.alignment: Qt.AlignVCenter

            KText {
                objectName: "sentence"
                text: screen.viewModel.sentence
                role: KText.Question
                horizontalAlignment: Theme.landscape ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: true
            }
            KText {
                text: screen.viewModel.hint
                role: KText.Strong
                bold: false
                color: Theme.inkSoft
                horizontalAlignment: Theme.landscape ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
    }
}
