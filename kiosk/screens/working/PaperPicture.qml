pragma ComponentBehavior: Bound

import QtQuick

import kiosk.ui

// The machine with its paper slot below the screen, the slip that comes out, and an arrow to it.
Item {
    id: picture

    property bool moving: false
    property real progress: 0.7

    implicitWidth: 560
    implicitHeight: 660

    // the machine: its screen and the plate with the slot
    Rectangle {
        x: 60
        width: 440
        height: 330
        radius: 40
        color: Theme.surface
        border.width: Theme.borderStrong
        border.color: Theme.brand
    }
    Rectangle {
        x: 108
        y: 44
        width: 344
        height: 176
        radius: 20
        color: Theme.brandSoft

        Icon {
            anchors.centerIn: parent
            name: "document"
            color: Theme.brand
            size: 92
        }
    }
    Rectangle {
        id: slot

        x: 160
        y: 264
        width: 240
        height: 24
        radius: 12
        color: Theme.ink
    }

    // the slip, cut off by the slot
    Item {
        x: 184
        y: slot.y + slot.height / 2
        width: 192
        height: 300
        clip: true

        Rectangle {
            y: (picture.progress - 1) * height
            width: parent.width
            height: 236
            color: Theme.surface
            border.width: Theme.border
            border.color: Theme.outline

            Column {
                x: 26
                y: 104
                spacing: 20

                Repeater {
                    model: [140, 104, 128, 84]

                    Rectangle {
                        required property int modelData

                        width: modelData
                        height: 12
                        radius: 6
                        color: Theme.hairline
                    }
                }
            }
            Rectangle {
                x: 26
                y: 28
                width: 52
                height: 52
                color: Theme.ink
            }
        }
    }
    Icon {
        id: arrow

        anchors.horizontalCenter: parent.horizontalCenter
        y: 520
        name: "down"
        color: Theme.loud
        size: 80
        stroke: 6
    }
    KText {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        text: qsTr("纸从屏幕下方的出纸口出来")
        bold: true
        color: Theme.loud
        wrapMode: Text.NoWrap
    }
    SequentialAnimation {
        running: picture.moving
        loops: Animation.Infinite

        NumberAnimation {
            target: picture
            property: "progress"
            from: 0.05
            to: 1
            duration: 1800
            easing.type: Easing.OutSine
        }
        PauseAnimation {
            duration: 700
        }
    }
    SequentialAnimation {
        running: picture.moving
        loops: Animation.Infinite

        NumberAnimation {
            target: arrow
            property: "y"
            from: 512
            to: 532
            duration: 600
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            target: arrow
            property: "y"
            from: 532
            to: 512
            duration: 600
            easing.type: Easing.InOutSine
        }
    }
}
