import QtQuick
import QtQuick.Layouts

import kiosk.screens.out_of_service
import kiosk.ui

// Nothing can be done here: said plainly, with whom to ring; the code is for technicians.
Item {
    id: screen

    required property OutOfServiceViewModel viewModel
    readonly property bool low: Theme.landscape && height < 860

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, 1100)
        spacing: screen.low ? 24 : 40

        Rectangle {
            visible: !screen.low
            implicitWidth: Theme.landscape ? 180 : 240
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.warningSoft
            Layout.alignment: Qt.AlignHCenter

            Icon {
                anchors.centerIn: parent
                name: "wrench"
                color: Theme.warning
                size: parent.width * 0.5
                stroke: 3
            }
        }
        KText {
            text: screen.viewModel.title
            role: KText.Question
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        KText {
            text: screen.viewModel.hint
            role: KText.Strong
            bold: false
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Card {
            implicitHeight: call.implicitHeight + 72
            Layout.fillWidth: true
            Layout.topMargin: 24

            RowLayout {
                id: call

                anchors.centerIn: parent
                spacing: 40

                IconDisc {
                    name: "call"
                    implicitWidth: 112
                }
                ColumnLayout {
                    spacing: 0

                    KText {
                        text: qsTr("有急事请拨打值班电话")
                        role: KText.Small
                    }
                    KText {
                        text: screen.viewModel.hotline
                        role: KText.Question
                    }
                }
            }
        }
        KText {
            objectName: "code"
            text: qsTr("终端 %1 · 代码 %2").arg(screen.viewModel.kioskId).arg(screen.viewModel.code)
            role: KText.Small
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
