pragma ComponentBehavior: Bound

import QtQuick

// An ID card as people know it: lines of text at the left, a portrait at the right. Size it by implicitWidth.
Rectangle {
    id: picture

    implicitWidth: 240
    implicitHeight: implicitWidth * 0.63
    radius: width * 0.06
    color: "#f3f8ff"
    border.width: Math.max(2, width * 0.016)
    border.color: Theme.brand
    Accessible.ignored: true

    Repeater {
        model: [0.42, 0.34, 0.46, 0.4]

        Rectangle {
            required property int index
            required property real modelData

            x: picture.width * 0.1
            y: picture.height * (0.2 + index * 0.17)
            width: picture.width * modelData
            height: picture.height * 0.07
            radius: height / 2
            color: index === 0 ? Theme.brand : "#8fb3de"
        }
    }
    Rectangle {
        x: picture.width * 0.64
        y: picture.height * 0.18
        width: picture.width * 0.26
        height: picture.height * 0.58
        radius: picture.width * 0.03
        color: "#d3e2f7"
        clip: true

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height * 0.18
            width: parent.width * 0.44
            height: width
            radius: width / 2
            color: Theme.brand
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height * 0.62
            width: parent.width * 0.8
            height: parent.height * 0.6
            radius: width / 2
            color: Theme.brand
        }
    }
}
