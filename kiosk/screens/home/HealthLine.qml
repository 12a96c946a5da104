pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// One green line when all is well; an amber sentence when something limits the services.
Item {
    id: line

    required property HomeViewModel viewModel
    readonly property bool limited: viewModel.limitation !== ""

    implicitHeight: limited ? amber.implicitHeight : 48
    implicitWidth: 480

    RowLayout {
        visible: !line.limited
        anchors.fill: parent
        spacing: 28

        Repeater {
            model: line.viewModel.well

            RowLayout {
                id: word

                required property string modelData

                spacing: 12

                Rectangle {
                    implicitWidth: 20
                    implicitHeight: 20
                    radius: 10
                    color: Theme.success
                }
                KText {
                    text: word.modelData
                    role: KText.Small
                    color: Theme.success
                }
            }
        }
        KText {
            visible: line.viewModel.available > 0
            text: qsTr("本机现在可办 %1 项").arg(line.viewModel.available)
            role: KText.Small
            Layout.fillWidth: true
        }
    }
    Rectangle {
        id: amber

        objectName: "limitation"
        visible: line.limited
        width: parent.width
        implicitHeight: sentence.implicitHeight + 36
        radius: 24
        color: Theme.warningSoft

        RowLayout {
            id: sentence

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: 28
            anchors.rightMargin: 28
            spacing: 20

            Icon {
                name: "warning"
                color: Theme.warning
                size: 40
            }
            KText {
                text: line.viewModel.limitation
                role: KText.Small
                color: Theme.warning
                Layout.fillWidth: true
            }
            KText {
                visible: line.viewModel.available > 0
                text: qsTr("可办 %1 项").arg(line.viewModel.available)
                role: KText.Small
                color: Theme.warning
                wrapMode: Text.NoWrap
            }
        }
    }
}
