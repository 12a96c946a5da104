pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// All residents, one card each; behind the second button every other document.
Panel {
    id: panel

    required property PeopleViewModel viewModel
    property bool others: false

    iconName: "people"
    title: qsTr("居民")
    note: qsTr("都是虚构人物")
    tools: [
        DockButton {
            objectName: "dock-list-residents"
            text: qsTr("身份证")
            soft: !panel.others
            implicitHeight: 66
            onClicked: panel.others = false
        },
        DockButton {
            objectName: "dock-list-cards"
            text: qsTr("其他证件")
            soft: panel.others
            implicitHeight: 66
            onClicked: panel.others = true
        }
    ]

    ScrollPane {
        visible: !panel.others
        spacing: 12
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: panel.viewModel.people

            PersonCard {
                id: card

                width: parent ? (parent as Item).width : 0
                onCardLaid: panel.viewModel.layCard(card.person)
                onCodeShown: panel.viewModel.showCode(card.person)
                onExpiredCodeShown: panel.viewModel.showExpiredCode(card.person)
            }
        }
    }
    ScrollPane {
        visible: panel.others
        spacing: 10
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: panel.viewModel.cards

            CardLine {
                id: line

                width: parent ? (parent as Item).width : 0
                onLaid: panel.viewModel.layCard(line.card)
            }
        }
    }
}
