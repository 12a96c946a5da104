pragma ComponentBehavior: Bound

import QtQuick

// A telephone that shows a code. Size it by implicitWidth.
Rectangle {
    id: picture

    readonly property string pattern: "1110111" + "1010101" + "1110110" + "0101001" + "1101011" + "1010100" + "1110111"

    implicitWidth: 150
    implicitHeight: implicitWidth * 1.9
    radius: width * 0.14
    color: Theme.ink
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: picture.width * 0.06
        radius: picture.width * 0.09
        color: Theme.surface

        Grid {
            id: code

            readonly property real module: picture.width * 0.09

            anchors.centerIn: parent
            columns: 7

            Repeater {
                model: 49

                Rectangle {
                    required property int index

                    width: code.module
                    height: code.module
                    color: picture.pattern.charAt(index) === "1" ? Theme.ink : Theme.surface
                }
            }
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: picture.width * 0.07
            width: parent.width * 0.34
            height: picture.width * 0.035
            radius: height / 2
            color: Theme.outline
        }
    }
}
