import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// A mobile number typed on a keypad, grouped as it is read out.
GridLayout {
    id: phone

    required property FieldModel field

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    Card {
        implicitHeight: Theme.elder ? 176 : 152
        selected: true
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        Row {
            anchors.centerIn: parent
            spacing: 6

            KText {
                objectName: "phone-number"
                text: phone.field.phone
                bold: true
                font.pixelSize: Theme.landscape ? Theme.heading : Theme.question
                wrapMode: Text.NoWrap
            }
            Rectangle {
                visible: !phone.field.full
                width: 5
                height: parent.height
                color: Theme.brand

                SequentialAnimation on opacity {
                    loops: Animation.Infinite
                    running: !phone.field.full

                    PropertyAction {
                        value: 1
                    }
                    PauseAnimation {
                        duration: 600
                    }
                    PropertyAction {
                        value: 0
                    }
                    PauseAnimation {
                        duration: 500
                    }
                }
            }
        }
        KText {
            anchors.centerIn: parent
            visible: phone.field.phone === ""
            text: qsTr("11 位手机号码")
            color: Theme.inkSoft
        }
    }
    Keypad {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onDigit: key => phone.field.press(key)
        onBackspace: phone.field.erase()
        onClear: phone.field.clear()
    }
}
