import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Any button beside the loud one: white with a hairline, or tinted softly.
T.Button {
    id: button

    property string iconName: ""
    property bool soft: false
    property bool pill: false
    property bool strong: false
    property color ink: soft ? Theme.brand : Theme.ink

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.touch
    leftPadding: 32
    rightPadding: 32
    focusPolicy: Qt.NoFocus

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: 16

            Icon {
                visible: button.iconName !== ""
                name: button.iconName
                color: label.color
                size: Theme.body + 6
            }
            KText {
                id: label

                visible: button.text !== ""
                text: button.text
                role: button.strong ? KText.Strong : KText.Body
                bold: button.strong || button.soft
                color: button.enabled ? button.ink : Theme.mutedInk
                wrapMode: Text.NoWrap
            }
        }
    }

    background: Rectangle {
        radius: button.pill ? height / 2 : Theme.radiusSmall
        color: {
            if (!button.enabled)
                return Theme.disabled;
            if (button.soft)
                return button.down ? Theme.brandSoftPressed : Theme.brandSoft;
            return button.down ? Theme.brandSoft : Theme.surface;
        }
        border.width: button.soft ? 0 : Theme.border
        border.color: button.down ? Theme.brand : Theme.hairline
    }
}
