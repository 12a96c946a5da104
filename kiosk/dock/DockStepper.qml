import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A small whole number between two buttons; "name" heads their object names.
RowLayout {
    id: stepper

    required property string name
    required property string said
    property int value: 0
    property int least: 0
    property int most: 99

    spacing: 8

    DockButton {
        objectName: stepper.name + "-less"
        text: "−"
        enabled: stepper.value > stepper.least
        implicitWidth: 64
        implicitHeight: 64
        onClicked: stepper.value -= 1
    }
    KText {
        text: stepper.said
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        Layout.preferredWidth: 150
    }
    DockButton {
        objectName: stepper.name + "-more"
        text: "+"
        enabled: stepper.value < stepper.most
        implicitWidth: 64
        implicitHeight: 64
        onClicked: stepper.value += 1
    }
}
