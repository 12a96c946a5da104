pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// Letters in the order of the alphabet (pinyin initials), with a page of digits; letters are lower case.
GridLayout {
    id: pad

    property bool digits: false
    readonly property list<string> letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")
    readonly property list<string> numbers: "1234567890".split("")

    signal letter(key: string)
    signal backspace

    columns: digits ? 6 : 7
    columnSpacing: 12
    rowSpacing: 12
    uniformCellWidths: true

    Repeater {
        model: pad.digits ? pad.numbers : pad.letters

        KeyButton {
            required property string modelData

            objectName: "key-" + modelData.toLowerCase()
            text: modelData
            Layout.fillWidth: true
            onClicked: pad.letter(modelData.toLowerCase())
        }
    }
    KeyButton {
        objectName: "key-page"
        text: pad.digits ? qsTr("字母") : qsTr("123")
        soft: true
        Layout.fillWidth: true
        onClicked: pad.digits = !pad.digits
    }
    KeyButton {
        objectName: "key-backspace"
        text: qsTr("删除")
        iconName: "backspace"
        soft: true
        Layout.fillWidth: true
        onClicked: pad.backspace()
    }
}
