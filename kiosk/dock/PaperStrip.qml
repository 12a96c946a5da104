pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// The printer's mouth and the papers that came out of it, the newest at the top.
Rectangle {
    id: strip

    required property PrinterViewModel viewModel

    signal zoomed(source: string, dotsWide: int, dotsHigh: int, caption: string)
    signal scanned(number: int)

    radius: 24
    color: Theme.sunken
    clip: true

    Flickable {
        id: flick

        objectName: "dock-papers"
        anchors.fill: parent
        anchors.topMargin: mouth.height
        contentWidth: width
        contentHeight: column.implicitHeight + 48
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Connections {
            target: strip.viewModel

            function onPropsChanged() {
                flick.contentY = 0;
            }
        }
        Column {
            id: column

            x: 60
            width: flick.width - 120
            spacing: 12

            Repeater {
                model: strip.viewModel.papers

                Column {
                    id: piece

                    required property int number
                    required property string source
                    required property int dotsWide
                    required property int dotsHigh
                    required property string caption

                    width: column.width
                    spacing: 8

                    RowLayout {
                        width: parent.width
                        height: 72

                        KText {
                            text: qsTr("%1 · 点一下放大").arg(piece.caption)
                            role: KText.Small
                            elide: Text.ElideRight
                            wrapMode: Text.NoWrap
                            Layout.fillWidth: true
                        }
                        DockButton {
                            objectName: "dock-scan-paper-" + piece.number
                            text: qsTr("拿去扫码")
                            implicitHeight: 60
                            onClicked: strip.scanned(piece.number)
                        }
                    }
                    Rectangle {
                        width: parent.width
                        height: piece.dotsHigh * width / Math.max(1, piece.dotsWide)
                        color: Theme.surface
                        border.width: Theme.border
                        border.color: Theme.hairline

                        Image {
                            objectName: "dock-printed-" + piece.number
                            anchors.fill: parent
                            source: piece.source
                            cache: false
                            smooth: true

                            TapHandler {
                                onTapped: strip.zoomed(piece.source, piece.dotsWide, piece.dotsHigh, piece.caption)
                            }
                        }
                    }
                }
            }
        }
    }
    Rectangle {
        id: mouth

        x: 28
        width: parent.width - 56
        height: 28
        radius: 14
        color: "#2b3548"
    }
    Column {
        anchors.centerIn: parent
        visible: strip.viewModel.count === 0
        spacing: 12

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "document"
            color: Theme.outline
            size: 72
        }
        KText {
            text: qsTr("打印出来的纸会出现在这里")
            role: KText.Small
        }
    }
}
