import QtQuick
import QtQuick.Templates as T

// One key of a pad.
T.AbstractButton {
    id: key

    property string iconName: ""
    property bool soft: false

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.NoFocus

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            visible: key.iconName !== ""
            name: key.iconName
            color: Theme.brand
        }
        KText {
            anchors.centerIn: parent
            visible: key.iconName === ""
            text: key.text
            role: key.soft ? KText.Body : KText.Heading
            bold: true
            color: key.soft ? Theme.brand : Theme.ink
            wrapMode: Text.NoWrap
        }
    }

    background: Rectangle {
        radius: 24
        color: key.down ? Theme.brandSoftPressed : key.soft ? Theme.brandSoft : Theme.surface
        border.width: Theme.border
        border.color: key.down ? Theme.brand : Theme.hairline
    }
}
