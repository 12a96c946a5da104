import QtQuick
import QtQuick.Layouts

import kiosk.ui

// The answer in one sentence, told by colour, icon and words.
Rectangle {
    id: verdict

    property string tone
    property string title
    property string hint
    property bool brief: false

    implicitHeight: row.implicitHeight + (Theme.landscape ? 64 : 80)
    radius: Theme.radiusLarge
    color: Theme.toneSoft(tone)

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 36
        anchors.rightMargin: 36
        spacing: 28

        Rectangle {
            implicitWidth: Theme.landscape ? 104 : 116
            implicitHeight: implicitWidth
            radius: width / 2
            color: Theme.toneInk(verdict.tone)
            Layout.alignment: Qt.AlignTop

            Icon {
                anchors.centerIn: parent
                name: Theme.toneIcon(verdict.tone)
                color: Theme.lightInk
                size: parent.width * 0.6
                stroke: 4.5
            }
        }
        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true

            KText {
                objectName: "verdict"
                text: verdict.title
                role: KText.Question
                color: Theme.toneInk(verdict.tone)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.strong
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
            KText {
                visible: !verdict.brief
                text: verdict.hint
                role: Theme.landscape ? KText.Small : KText.Body
                color: Theme.ink
                Layout.fillWidth: true
            }
        }
    }
}
