pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// One of several answers, each a card as wide as the page.
ColumnLayout {
    id: choice

    required property FieldModel field

    spacing: Theme.gap

    Repeater {
        model: choice.field.options

        ChoiceCard {
            required property string value
            required property string label
            required property bool chosen
            required property bool disabled
            required detail

            objectName: "option-" + value
            text: label
            selected: chosen
            enabled: !disabled
            Layout.fillWidth: true
            onClicked: choice.field.choose(value)
        }
    }
}
