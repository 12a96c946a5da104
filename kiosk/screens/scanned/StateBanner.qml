import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Whether the paper counts, so large that it is read from a step away: by colour, icon and words.
Rectangle {
    id: banner

    property string tone
    property string verdict
    property string hint
    property bool brief: false

    implicitHeight: row.implicitHeight + (Theme.landscape ? 56 : 80)
    radius: Theme.radiusLarge
    color: Theme.toneSoft(tone)
    border.width: Theme.borderStrong
    border.color: Theme.toneInk(tone)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 36
        anchors.rightMargin: 36
        spacing: 32

        Rectangle {
            implicitWidth: Theme.landscape ? 112 : 152
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.toneInk(banner.tone)
            Layout.alignment: Qt.AlignVCenter

            Icon {
                anchors.centerIn: parent
                name: banner.tone === "error" ? "cross" : Theme.toneIcon(banner.tone)
                color: Theme.lightInk
                size: parent.width * 0.6
                stroke: 5
            }
        }
        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true

            KText {
                objectName: "state"
                text: banner.verdict
                role: KText.Question
                font.pixelSize: Theme.question + (Theme.landscape ? 4 : 16)
                color: Theme.toneInk(banner.tone)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.strong
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            KText {
                visible: !banner.brief
                text: banner.hint
                role: Theme.landscape ? KText.Small : KText.Body
                color: Theme.ink
                Layout.fillWidth: true
            }
        }
    }
}
