pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

import kiosk.screens.done
import kiosk.ui

// Five levels (GB/T 39734-2020), most content first; voluntary, and given once.
RowLayout {
    id: rating

    required property DoneViewModel viewModel
    readonly property list<string> words: [qsTr("非常不满意"), qsTr("不满意"), qsTr("基本满意"), qsTr("满意"), qsTr("非常满意")]
    readonly property list<color> inks: [Theme.error, "#b03a08", "#7a5200", "#276b2c", Theme.success]
    readonly property list<color> fills: [Theme.errorSoft, "#fdebdd", "#fff6d6", "#edf6df", Theme.successSoft]

    spacing: 16

    Repeater {
        model: [5, 4, 3, 2, 1]

        T.AbstractButton {
            id: level

            required property int modelData
            readonly property bool chosen: rating.viewModel.rated === modelData

            objectName: "rate-" + modelData
            text: rating.words[modelData - 1]
            enabled: rating.viewModel.rated === 0
            focusPolicy: Qt.NoFocus
            padding: 16
            implicitHeight: implicitContentHeight + topPadding + bottomPadding
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            onClicked: rating.viewModel.rate(modelData)

            contentItem: ColumnLayout {
                spacing: 12

                Face {
                    score: level.modelData
                    opacity: rating.viewModel.rated === 0 || level.chosen ? 1 : 0.3
                    ink: rating.inks[level.modelData - 1]
                    fill: rating.fills[level.modelData - 1]
                    Layout.preferredWidth: Theme.landscape ? 84 : Theme.elder ? 104 : 96
                    Layout.preferredHeight: Layout.preferredWidth
                    Layout.alignment: Qt.AlignHCenter
                }
                KText {
                    text: level.text
                    bold: level.chosen
                    role: KText.Small
                    color: rating.viewModel.rated === 0 || level.chosen ? Theme.ink : Theme.inkSoft
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                    Layout.minimumHeight: Theme.landscape ? 0 : 2 * Theme.small * 1.45
                }
            }

            background: Card {
                pressed: level.down
                selected: level.chosen
                accent: rating.inks[level.modelData - 1]
            }
        }
    }
}
