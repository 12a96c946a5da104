import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Instead of a table: nothing is on file, and whom to ask.
ColumnLayout {
    spacing: Theme.gap

    Item {
        Layout.fillHeight: true
    }
    Icon {
        name: "document"
        size: 132
        stroke: 2.5
        color: Theme.outline
        Layout.alignment: Qt.AlignHCenter
    }
    KText {
        objectName: "nothing-found"
        text: qsTr("没有查到记录")
        role: KText.Heading
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    KText {
        text: qsTr("如果您认为应该有，请点“求助”核实。")
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    Item {
        Layout.fillHeight: true
    }
}
