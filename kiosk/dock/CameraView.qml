import QtQuick

import kiosk.ui

// What the camera sees, in the shape of its frames, as large as there is room.
Item {
    id: view

    required property string source
    required property string hint

    Rectangle {
        width: Math.min(view.width, view.height * 16 / 9)
        height: width * 9 / 16
        anchors.right: parent.right
        radius: 16
        color: "#2b3548"

        Image {
            objectName: "dock-camera"
            anchors.fill: parent
            source: view.source
            cache: false
            visible: view.source !== ""
        }
        KText {
            anchors.centerIn: parent
            visible: view.source === ""
            text: view.hint
            role: KText.Small
            color: "#b9c4d6"
        }
    }
}
