import QtQuick
import QtQuick.Layouts

import kiosk.ui

// The number to remember, as large as the card allows, with its check code and the time.
Card {
    id: card

    property string label
    property string number
    property string checkCode
    property string decidedAt

    implicitHeight: words.implicitHeight + (Theme.landscape ? 48 : 64)

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        spacing: 4

        KText {
            text: card.label
            role: KText.Small
            Layout.fillWidth: true
        }
        KText {
            objectName: "number"
            text: card.number
            bold: true
            font.pixelSize: Theme.landscape ? Theme.heading : Theme.question
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
            wrapMode: Text.NoWrap
            Layout.fillWidth: true
        }
        KText {
            text: card.checkCode === "" ? card.decidedAt : qsTr("校验码 %1 · %2").arg(card.checkCode).arg(card.decidedAt)
            role: KText.Small
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 24
            wrapMode: Text.NoWrap
            Layout.fillWidth: true
        }
    }
}
