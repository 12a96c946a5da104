import QtQuick

import kiosk.ui

// What the camera sees, in the shape of its frames, as large as there is room; a tag may lie on it.
Item {
    id: view

    required property string source
    required property string hint
    property string tag
    property string tone

    implicitHeight: width * 9 / 16

    Rectangle {
        width: Math.min(view.width, view.height * 16 / 9)
        height: width * 9 / 16
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
            width: parent.width - 48
            visible: view.source === ""
            text: view.hint
            role: KText.Small
            color: "#b9c4d6"
            horizontalAlignment: Text.AlignHCenter
        }
        Tag {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: 12
            visible: text !== ""
            text: view.tag
            tone: view.tone
        }
    }
}
