pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// How far the questions are: `current` counts from 1, and is drawn as done.
ColumnLayout {
    id: progress

    property int current: 1
    property int count: 1

    spacing: 16
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label.text

    RowLayout {
        spacing: 12
        Layout.fillWidth: true

        Repeater {
            model: progress.count

            Rectangle {
                required property int index

                implicitHeight: 12
                radius: 6
                color: index < progress.current ? Theme.brand : Theme.hairline
                Layout.fillWidth: true
            }
        }
    }
    KText {
        id: label

        text: qsTr("第 %1 步，共 %2 步").arg(progress.current).arg(progress.count)
        role: KText.Small
    }
}
