pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// All digits and letters at once, as document numbers mix them.
GridLayout {
    id: pad

    readonly property int keyHeight: Theme.landscape ? Theme.touch + 8 : Theme.touch + 36
    readonly property list<string> keys: "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")

    signal key(text: string)
    signal backspace
    signal clear

    columns: 10
    columnSpacing: 12
    rowSpacing: 16
    uniformCellWidths: true

    Repeater {
        model: pad.keys

        KeyButton {
            required property string modelData

            objectName: "key-" + modelData.toLowerCase()
            text: modelData
            Layout.fillWidth: true
            Layout.preferredHeight: pad.keyHeight
            onClicked: pad.key(modelData)
        }
    }
    KeyButton {
        objectName: "key-clear"
        text: qsTr("清空")
        soft: true
        Layout.columnSpan: 2
        Layout.fillWidth: true
        Layout.preferredHeight: pad.keyHeight
        onClicked: pad.clear()
    }
    KeyButton {
        objectName: "key-backspace"
        text: qsTr("删除")
        iconName: "backspace"
        soft: true
        Layout.columnSpan: 2
        Layout.fillWidth: true
        Layout.preferredHeight: pad.keyHeight
        onClicked: pad.backspace()
    }
}
