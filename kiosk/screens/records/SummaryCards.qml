pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// The figures that sum the table up: cards side by side, or lines of one card in landscape.
Item {
    id: cards

    property alias figures: repeater.model

    visible: repeater.count > 0
    implicitHeight: grid.implicitHeight + (Theme.landscape ? 24 : 0)

    Rectangle {
        visible: Theme.landscape
        anchors.fill: parent
        radius: 24
        color: Theme.brandSoft
    }
    GridLayout {
        id: grid

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        columns: Theme.landscape ? 1 : Math.min(3, Math.max(1, repeater.count))
        columnSpacing: 16
        rowSpacing: Theme.landscape ? 0 : 16
        uniformCellWidths: true

        Repeater {
            id: repeater

            Rectangle {
                id: figure

                required property string label
                required property string value

                implicitHeight: words.implicitHeight + (Theme.landscape ? 0 : 40)
                radius: 24
                color: Theme.landscape ? "transparent" : Theme.brandSoft
                Layout.fillWidth: true
                Layout.fillHeight: true

                GridLayout {
                    id: words

                    anchors.fill: parent
                    anchors.leftMargin: 28
                    anchors.rightMargin: 28
                    anchors.topMargin: Theme.landscape ? 0 : 20
                    anchors.bottomMargin: Theme.landscape ? 0 : 20
                    columns: Theme.landscape ? 2 : 1
                    columnSpacing: 16
                    rowSpacing: 0

                    KText {
                        text: figure.label
                        role: KText.Small
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                    KText {
                        text: figure.value
                        role: KText.Strong
                        color: Theme.brand
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.small
                        wrapMode: Text.NoWrap
                        Layout.fillWidth: !Theme.landscape
                        Layout.alignment: Qt.AlignBottom
                    }
                }
            }
        }
    }
}
