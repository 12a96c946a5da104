import QtQuick

import kiosk.ui

// One verb of the invitation; the four take turns in rising a little.
Rectangle {
    id: tile

    required property string verb
    required property string label
    required property int turn
    property real lift: 0

    implicitWidth: Theme.landscape ? 190 : 216
    implicitHeight: implicitWidth * 1.24
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.border
    border.color: Theme.hairline
    transform: Translate {
        y: -tile.lift
    }

    Column {
        anchors.centerIn: parent
        spacing: 16

        VerbBadge {
            anchors.horizontalCenter: parent.horizontalCenter
            verb: tile.verb
            size: tile.implicitWidth * 0.56
        }
        KText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: tile.label
            role: KText.Strong
            wrapMode: Text.NoWrap
        }
    }
    SequentialAnimation {
        running: Theme.motion && tile.visible
        loops: Animation.Infinite

        PauseAnimation {
            duration: tile.turn * 900
        }
        NumberAnimation {
            target: tile
            property: "lift"
            to: 22
            duration: 450
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            target: tile
            property: "lift"
            to: 0
            duration: 450
            easing.type: Easing.InOutSine
        }
        PauseAnimation {
            duration: (4 - tile.turn) * 900
        }
    }
}
