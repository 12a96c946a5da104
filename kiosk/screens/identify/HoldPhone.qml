import QtQuick

import kiosk.ui

// The telephone comes up before the scanning window; a beam passes over its code.
Item {
    id: scene

    property bool running: false
    property real distance: 0
    property real beam: 0.5

    width: 420
    height: 340
    scale: parent ? Math.min(parent.width / width, parent.height / height) : 1

    Rectangle {
        id: window

        x: 20
        anchors.verticalCenter: parent.verticalCenter
        width: 110
        height: 270
        radius: 32
        color: Theme.ink

        Rectangle {
            anchors.centerIn: parent
            width: 64
            height: 64
            radius: 32
            color: "#33415e"
            border.width: 5
            border.color: "#7d96ab"

            Rectangle {
                anchors.centerIn: parent
                width: 24
                height: 24
                radius: 12
                color: "#b9d4f5"
            }
        }
    }
    Rectangle {
        visible: scene.distance < 0.05
        x: window.x + window.width + 8
        y: phone.y + phone.height * (0.28 + scene.beam * 0.42)
        width: phone.x + phone.width - x
        height: 5
        radius: 2
        color: Theme.loud
    }
    PhonePicture {
        id: phone

        x: 220 + scene.distance * 60
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 150
        z: -1
    }
    SequentialAnimation {
        running: Theme.motion && scene.running && scene.visible
        loops: Animation.Infinite
        onRunningChanged: if (!running) {
            scene.distance = 0;
            scene.beam = 0.5;
        }

        NumberAnimation {
            target: scene
            property: "distance"
            from: 1
            to: 0
            duration: 900
            easing.type: Easing.InOutCubic
        }
        NumberAnimation {
            target: scene
            property: "beam"
            from: 0
            to: 1
            duration: 800
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            target: scene
            property: "beam"
            from: 1
            to: 0
            duration: 800
            easing.type: Easing.InOutSine
        }
        PauseAnimation {
            duration: 600
        }
    }
}
