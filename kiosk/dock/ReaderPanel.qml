pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// What lies on the card reader.
Panel {
    id: panel

    required property ReaderViewModel viewModel

    iconName: "card"
    title: qsTr("读卡器")
    note: viewModel.plugged ? "" : qsTr("已拔掉")
    noteColor: Theme.error

    RowLayout {
        spacing: 36
        Layout.fillWidth: true
        Layout.fillHeight: true

        LaidCard {
            kind: panel.viewModel.kind
            title: panel.viewModel.title
            plugged: panel.viewModel.plugged
        }
        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true
            Layout.fillHeight: true

            KText {
                objectName: "dock-reader-title"
                text: panel.viewModel.kind === "" ? qsTr("读卡器上没有卡") : panel.viewModel.title
                role: KText.Strong
                color: panel.viewModel.kind === "" ? Theme.inkSoft : Theme.ink
                Layout.fillWidth: true
            }
            KText {
                text: panel.viewModel.kind === "" ? qsTr("在左边选一位居民，或放一张别的卡") : panel.viewModel.note
                role: KText.Small
                Layout.fillWidth: true
            }
            Item {
                Layout.fillHeight: true
            }
            RowLayout {
                spacing: 12
                uniformCellSizes: true
                Layout.fillWidth: true

                Repeater {
                    model: panel.viewModel.others

                    DockButton {
                        required property string card
                        required property string label

                        objectName: "dock-tap-" + card
                        text: label
                        Layout.fillWidth: true
                        onClicked: panel.viewModel.layCard(card)
                    }
                }
                DockButton {
                    objectName: "dock-take"
                    text: qsTr("取走卡")
                    soft: true
                    enabled: panel.viewModel.kind !== ""
                    Layout.fillWidth: true
                    onClicked: panel.viewModel.takeCard()
                }
            }
        }
    }
}
