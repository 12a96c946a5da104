import QtQuick

import kiosk.ui

// The reader with what lies on it: an ID card, another card, or nothing.
Rectangle {
    id: reader

    required property string kind
    required property string title
    required property bool plugged

    implicitWidth: 380
    implicitHeight: 216
    radius: 28
    color: "#2b3548"
    Accessible.ignored: true

    Rectangle {
        x: 28
        y: 24
        width: parent.width - 56
        height: parent.height - 72
        visible: reader.kind === ""
        radius: 18
        color: "transparent"
        border.width: 3
        border.color: "#52607a"
    }
    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 54
        visible: reader.kind === ""
        name: "card"
        color: "#7f8ca6"
        size: 84
    }
    Rectangle {
        objectName: "dock-reader-lamp"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        width: 120
        height: 10
        radius: 5
        color: !reader.plugged ? "#52607a" : reader.kind === "" ? "#6aa8ff" : "#39c980"
    }
    IdCardPicture {
        visible: reader.kind === "identity"
        implicitWidth: 262
        anchors.horizontalCenter: parent.horizontalCenter
        y: 14
    }
    Rectangle {
        visible: reader.kind !== "" && reader.kind !== "identity"
        width: 262
        height: width * 0.63
        radius: 15
        color: reader.kind === "metro" ? "#0b6b40" : Theme.sunken
        border.width: 4
        border.color: reader.kind === "metro" ? "#39c980" : Theme.outline
        anchors.horizontalCenter: parent.horizontalCenter
        y: 14

        KText {
            anchors.centerIn: parent
            width: parent.width - 24
            text: reader.title
            horizontalAlignment: Text.AlignHCenter
            bold: true
            color: reader.kind === "metro" ? Theme.lightInk : Theme.inkSoft
        }
    }
}
