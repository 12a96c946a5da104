pragma ComponentBehavior: Bound

import QtQuick

import kiosk.ui

// The card comes down onto the reading field and stays there; waves say that it is being read.
Item {
    id: scene

    property bool running: false
    property real height01: 0
    property real wave: 1

    width: 420
    height: 340
    scale: parent ? Math.min(parent.width / width, parent.height / height) : 1

    Rectangle {
        id: field

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 32
        width: 380
        height: 230
        radius: 36
        color: Theme.sunken
        border.width: 3
        border.color: Theme.outline

        Repeater {
            model: 2

            Rectangle {
                required property int index
                readonly property real grown: 24 + index * 24

                anchors.centerIn: parent
                width: 240 + grown
                height: 151 + grown
                radius: 24 + grown / 2
                color: "transparent"
                border.width: 4
                border.color: Theme.brand
                opacity: Math.max(0, scene.wave - index * 0.35) * 0.7
            }
        }
    }
    IdCardPicture {
        anchors.horizontalCenter: parent.horizontalCenter
        y: field.y + (field.height - height) / 2 - scene.height01 * 130
        implicitWidth: 240
    }
    SequentialAnimation {
        running: Theme.motion && scene.running && scene.visible
        loops: Animation.Infinite
        onRunningChanged: if (!running) {
            scene.height01 = 0;
            scene.wave = 1;
        }

        PropertyAction {
            target: scene
            property: "wave"
            value: 0
        }
        NumberAnimation {
            target: scene
            property: "height01"
            from: 1
            to: 0
            duration: 900
            easing.type: Easing.InOutCubic
        }
        NumberAnimation {
            target: scene
            property: "wave"
            from: 0
            to: 1
            duration: 700
        }
        PauseAnimation {
            duration: 1600
        }
    }
}
