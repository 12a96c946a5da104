pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// Digits as on a telephone, with delete and clear.
GridLayout {
    id: pad

    readonly property int keyHeight: Theme.landscape ? Theme.touch + 8 : Theme.touch + 36

    signal digit(key: string)
    signal backspace
    signal clear

    columns: 3
    columnSpacing: 16
    rowSpacing: 16
    uniformCellWidths: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        KeyButton {
            required property string modelData

            objectName: "key-" + modelData
            text: modelData
            Layout.fillWidth: true
            Layout.preferredHeight: pad.keyHeight
            onClicked: pad.digit(modelData)
        }
    }
    KeyButton {
        objectName: "key-clear"
        text: qsTr("清空")
        soft: true
        Layout.fillWidth: true
        Layout.preferredHeight: pad.keyHeight
        onClicked: pad.clear()
    }
    KeyButton {
        objectName: "key-0"
        text: "0"
        Layout.fillWidth: true
        Layout.preferredHeight: pad.keyHeight
        onClicked: pad.digit("0")
    }
    KeyButton {
        objectName: "key-backspace"
        text: qsTr("删除")
        iconName: "backspace"
        soft: true
        Layout.fillWidth: true
        Layout.preferredHeight: pad.keyHeight
        onClicked: pad.backspace()
    }
}
