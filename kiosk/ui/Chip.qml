import QtQuick
import QtQuick.Templates as T

// A small choice in a grid; give it the width of its cell.
T.AbstractButton {
    id: chip

    property bool selected: false

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.touch
    leftPadding: 20
    rightPadding: 20
    focusPolicy: Qt.NoFocus

    contentItem: KText {
        text: chip.text
        bold: chip.selected
        color: !chip.enabled ? Theme.mutedInk : chip.selected ? Theme.lightInk : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
    }

    background: Rectangle {
        radius: height / 2
        color: {
            if (!chip.enabled)
                return Theme.disabled;
            if (chip.selected)
                return Theme.brand;
            return chip.down ? Theme.brandSoft : Theme.surface;
        }
        border.width: chip.selected ? 0 : Theme.border
        border.color: chip.down ? Theme.brand : Theme.hairline
    }
}
