import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// A text that has to be accepted, with one large tick.
ColumnLayout {
    id: declaration

    required property FieldModel field

    spacing: Theme.gap

    Card {
        implicitHeight: words.implicitHeight + 80
        Layout.fillWidth: true

        KText {
            id: words

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: 44
            anchors.rightMargin: 44
            text: declaration.field.shown
            lineHeight: 1.4
        }
    }
    ChoiceCard {
        objectName: "accept"
        square: true
        text: qsTr("我已阅读并同意")
        selected: declaration.field.accepted
        Layout.fillWidth: true
        onClicked: declaration.field.accept()
    }
}
