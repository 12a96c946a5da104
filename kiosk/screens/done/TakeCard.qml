import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Something not to be forgotten.
Rectangle {
    id: take

    property string iconName
    property string title
    property string hint
    property string tone: "info"

    implicitHeight: row.implicitHeight + 56
    implicitWidth: 400
    radius: Theme.radius
    color: Theme.toneSoft(tone)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 36
        anchors.rightMargin: 36
        spacing: 32

        Icon {
            name: take.iconName
            color: Theme.toneInk(take.tone)
            size: 88
            stroke: 3
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            KText {
                text: take.title
                role: KText.Strong
                color: Theme.toneInk(take.tone)
                Layout.fillWidth: true
            }
            KText {
                text: take.hint
                role: KText.Small
                color: Theme.ink
                Layout.fillWidth: true
            }
        }
    }
}
