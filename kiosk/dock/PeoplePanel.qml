pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// All residents, one card each.
Panel {
    id: panel

    required property PeopleViewModel viewModel

    iconName: "people"
    title: qsTr("居民")
    note: qsTr("都是虚构人物")

    ScrollPane {
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
}
