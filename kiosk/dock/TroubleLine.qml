pragma ComponentBehavior: Bound

import QtQuick

import kiosk.dock
import kiosk.ui

// Everything that is wrong now, in words.
Rectangle {
    id: line

    required property HazardsViewModel viewModel

    implicitHeight: 124
    radius: 24
    color: Theme.page
    clip: true

    Flickable {
        anchors.fill: parent
        anchors.leftMargin: 20
        anchors.rightMargin: 20
        anchors.topMargin: Math.max(8, (line.height - flow.implicitHeight) / 2)
        anchors.bottomMargin: 8
        contentWidth: width
        contentHeight: flow.implicitHeight
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Flow {
            id: flow

            width: parent.width
            spacing: 12

            Tag {
                visible: line.viewModel.troubleCount === 0
                text: qsTr("没有动过手脚：一切应当正常")
                tone: "success"
            }
            Repeater {
                model: line.viewModel.troubles

                Tag {
                    required property string words
                    required property string mood

                    text: words
                    tone: mood
                }
            }
        }
    }
}
