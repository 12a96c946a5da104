import QtQuick
import QtQuick.Layouts

import kiosk.shell
import kiosk.ui

// The machine's name and the clock on blue, or what is being done and the time left on white.
Rectangle {
    id: header

    required property ShellViewModel viewModel
    readonly property color ink: viewModel.branded ? Theme.lightInk : Theme.ink

    readonly property int least: viewModel.branded ? (Theme.landscape && !Theme.elder ? 136 : 168) : (Theme.landscape ? 108 : 130)

    implicitHeight: Math.max(least, words.implicitHeight + 24)
    color: viewModel.branded ? Theme.brand : Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: 32

        ColumnLayout {
            id: words

            spacing: 0
            Layout.fillWidth: true

            KText {
                objectName: "title"
                text: header.viewModel.title
                role: header.viewModel.branded ? KText.Heading : KText.Strong
                color: header.ink
                Layout.fillWidth: true
            }
            KText {
                visible: text !== ""
                text: header.viewModel.subtitle
                role: KText.Small
                color: Theme.paleInk
                Layout.fillWidth: true
            }
        }
        Rectangle {
            visible: header.viewModel.timeLeft !== ""
            implicitWidth: chip.implicitWidth + 56
            implicitHeight: Theme.elder ? 84 : 72
            radius: height / 2
            color: Theme.brandSoft

            RowLayout {
                id: chip

                anchors.centerIn: parent
                spacing: 14

                KText {
                    objectName: "visitor"
                    visible: text !== "" && !header.viewModel.branded
                    text: header.viewModel.visitor
                    color: Theme.brand
                    wrapMode: Text.NoWrap
                }
                Icon {
                    name: "clock"
                    color: Theme.brand
                    size: Theme.body
                    stroke: 4
                }
                KText {
                    objectName: "time-left"
                    text: header.viewModel.timeLeft
                    color: Theme.brand
                    wrapMode: Text.NoWrap
                    Accessible.name: qsTr("剩余时间 %1").arg(text)
                }
            }
        }
        Item {
            objectName: "clock"
            visible: header.viewModel.branded
            implicitWidth: Math.max(clock.implicitWidth, day.implicitWidth)
            implicitHeight: header.height

            Column {
                anchors.verticalCenter: parent.verticalCenter
                anchors.right: parent.right

                KText {
                    id: clock

                    anchors.right: parent.right
                    text: header.viewModel.clock
                    role: KText.Heading
                    color: Theme.lightInk
                    wrapMode: Text.NoWrap
                }
                KText {
                    id: day

                    anchors.right: parent.right
                    text: header.viewModel.day
                    role: KText.Small
                    color: Theme.paleInk
                    wrapMode: Text.NoWrap
                }
            }
            TapHandler {
                gesturePolicy: TapHandler.WithinBounds
                onTapped: header.viewModel.tapClock()
            }
        }
    }
    Rectangle {
        visible: !header.viewModel.branded
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.border
        color: Theme.hairline
    }
}
