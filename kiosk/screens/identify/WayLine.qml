import QtQuick
import QtQuick.Layouts

import kiosk.ui

// What to do now, in large letters on a strip of its tone; read out whenever it changes.
Rectangle {
    id: line

    property string text
    property string more: ""
    property string iconName: "check"
    property string tone: "info"

    implicitHeight: row.implicitHeight + (Theme.landscape ? 24 : 36)
    radius: Theme.radiusSmall
    color: Theme.toneSoft(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: more
    onTextChanged: Accessible.announce(text)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 28
        anchors.rightMargin: 28
        spacing: 24

        Icon {
            name: line.iconName
            color: Theme.toneInk(line.tone)
            size: Theme.heading + 4
            stroke: 4.5
        }
        KText {
            text: line.text
            role: line.tone === "error" ? KText.Strong : KText.Heading
            bold: true
            color: Theme.toneInk(line.tone)
            Layout.fillWidth: true
        }
    }
}
