pragma ComponentBehavior: Bound

import QtQuick

import kiosk.ui

// A form on its way to the office: dots walk from one to the other.
Item {
    id: picture

    property bool moving: false
    property int step: 1

    implicitWidth: 600
    implicitHeight: 260

    Timer {
        interval: 320
        repeat: true
        running: picture.moving
        onTriggered: picture.step = (picture.step + 1) % 5
    }
    Row {
        anchors.centerIn: parent
        spacing: 36

        Rectangle {
            width: 184
            height: 184
            radius: 48
            color: Theme.brandSoft

            Icon {
                anchors.centerIn: parent
                name: "document"
                color: Theme.brand
                size: 104
            }
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: 20

            Repeater {
                model: 5

                Rectangle {
                    required property int index

                    width: 20
                    height: 20
                    radius: 10
                    color: index <= picture.step ? Theme.brand : Theme.brandSoftPressed
                }
            }
        }
        Rectangle {
            width: 184
            height: 184
            radius: 48
            color: Theme.brandSoft

            Icon {
                anchors.centerIn: parent
                name: "network"
                color: Theme.brand
                size: 104
            }
        }
    }
}
