import QtQuick

// A word about something (not a button), in the tone's colours.
Rectangle {
    id: tag

    property string text
    property string tone: "info"

    implicitWidth: label.implicitWidth + 32
    implicitHeight: label.implicitHeight + 8
    radius: 14
    color: Theme.toneSoft(tone)

    KText {
        id: label

        anchors.centerIn: parent
        text: tag.text
        role: KText.Small
        color: Theme.toneInk(tag.tone)
        wrapMode: Text.NoWrap
    }
}
