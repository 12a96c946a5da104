import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

import kiosk.ui

// Looks like a search field, and opens the search.
T.AbstractButton {
    id: entry

    implicitHeight: Theme.touch + 8
    implicitWidth: 480
    focusPolicy: Qt.NoFocus
    text: qsTr("搜索事项，打拼音首字母就行")
    leftPadding: 40
    rightPadding: 40

    contentItem: RowLayout {
        spacing: 24

        Icon {
            name: "search"
            color: Theme.brand
        }
        KText {
            text: entry.text
            color: Theme.inkSoft
            Layout.fillWidth: true
        }
    }

    background: Rectangle {
        radius: height / 2
        color: entry.down ? Theme.brandSoft : Theme.surface
        border.width: Theme.border
        border.color: entry.down ? Theme.brand : Theme.hairline
    }
}
