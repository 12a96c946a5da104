import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// The one loud button of a page.
T.Button {
    id: button

    property string iconName: ""
    property color tint: Theme.loud
    property color tintPressed: Theme.loudPressed

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.button
    leftPadding: 48
    rightPadding: 48
    focusPolicy: Qt.NoFocus

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: 20

            Icon {
                visible: button.iconName !== ""
                name: button.iconName
                color: label.color
            }
            KText {
                id: label

                text: button.text
                role: KText.Heading
                color: button.enabled ? Theme.lightInk : Theme.mutedInk
                wrapMode: Text.NoWrap
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusSmall
        color: !button.enabled ? Theme.disabled : button.down ? button.tintPressed : button.tint
    }
}
