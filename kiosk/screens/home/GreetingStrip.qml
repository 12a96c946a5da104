pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.home
import kiosk.ui

// Before: the invitation to lay down a card. After: the greeting, and what is offered unasked.
Rectangle {
    id: strip

    required property HomeViewModel viewModel

    implicitHeight: (viewModel.identified ? greeting.implicitHeight : invitation.implicitHeight) + 72
    implicitWidth: 480
    radius: Theme.radiusLarge
    color: tap.pressed && !viewModel.identified ? Theme.brandSoftPressed : Theme.brandSoft

    MouseArea {
        id: tap

        objectName: "identify"
        anchors.fill: parent
        enabled: !strip.viewModel.identified
        Accessible.role: Accessible.Button
        Accessible.name: headline.text
        onClicked: strip.viewModel.identify()
    }
    GridLayout {
        id: invitation

        visible: !strip.viewModel.identified
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        columns: Theme.landscape ? 1 : 2
        columnSpacing: 32
        rowSpacing: 36

        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true

            KText {
                id: headline

                text: qsTr("放上身份证，\n或出示手机二维码")
                role: KText.Heading
                color: Theme.brand
                Layout.fillWidth: true
            }
            KText {
                text: qsTr("登录后为您列出可办的事；不登录也能先看")
                role: KText.Small
                color: Theme.inkSoft
                Layout.fillWidth: true
            }
        }
        RowLayout {
            spacing: 28

            IdCardPicture {
                implicitWidth: 190
            }
            PhonePicture {
                implicitWidth: 76
            }
        }
    }
    ColumnLayout {
        id: greeting

        visible: strip.viewModel.identified
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        spacing: 16

        KText {
            objectName: "greeting"
            text: strip.viewModel.greeting
            role: KText.Heading
            color: Theme.brand
            Layout.fillWidth: true
        }
        KText {
            text: strip.viewModel.offerCount > 0 ? qsTr("为您推荐") : qsTr("请选择要办的事。")
            role: KText.Small
            Layout.fillWidth: true
        }
        Repeater {
            model: strip.viewModel.offers

            TapCard {
                id: offer

                required property string item
                required property string verb
                required property string name

                objectName: "offer-" + item
                padding: 16
                leftPadding: 24
                rightPadding: 24
                radius: 24
                text: name
                Layout.fillWidth: true
                onClicked: strip.viewModel.chooseItem(item)

                contentItem: RowLayout {
                    spacing: 24

                    VerbBadge {
                        verb: offer.verb
                        size: 64
                    }
                    KText {
                        text: offer.text
                        bold: true
                        Layout.fillWidth: true
                    }
                    Icon {
                        name: "forward"
                        color: Theme.outline
                        size: 36
                    }
                }
            }
        }
    }
}
