import QtQuick

import kiosk.ui

// A card lying on the reader; a light wanders over it while it is read.
Item {
    id: picture

    property bool moving: false

    implicitWidth: 560
    implicitHeight: 480

    // the reader's field
    Rectangle {
        anchors.fill: parent
        radius: 48
        color: Theme.brandSoft
        border.width: Theme.border
        border.color: Theme.brandSoftPressed
    }
    Rectangle {
        id: card

        anchors.centerIn: parent
        width: 428
        height: 270
        radius: 28
        color: Theme.surface
        border.width: Theme.borderStrong
        border.color: Theme.brand
        clip: true

        Column {
            x: 44
            anchors.verticalCenter: parent.verticalCenter
            spacing: 28

            Repeater {
                model: [176, 132, 204]

                Rectangle {
                    required property int modelData

                    width: modelData
                    height: 16
                    radius: 8
                    color: Theme.brandSoftPressed
                }
            }
        }
        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: 40
            anchors.verticalCenter: parent.verticalCenter
            width: 108
            height: 140
            radius: 16
            color: Theme.brandSoft

            Icon {
                anchors.centerIn: parent
                name: "person"
                color: Theme.brand
                size: 80
            }
        }
        Rectangle {
            id: light

            x: 12
            y: card.height / 2
            width: card.width - 24
            height: 8
            radius: 4
            color: Theme.loud
        }
    }
    SequentialAnimation {
        running: picture.moving
        loops: Animation.Infinite

        NumberAnimation {
            target: light
            property: "y"
            from: 20
            to: card.height - 28
            duration: 1100
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            target: light
            property: "y"
            from: card.height - 28
            to: 20
            duration: 1100
            easing.type: Easing.InOutSine
        }
    }
}
