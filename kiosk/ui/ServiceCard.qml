pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

// A service in a list: verb, name, one line about it, and words that matter.
TapCard {
    id: service

    property string verb
    property string summary: ""
    property var tags: []

    topPadding: 28
    bottomPadding: 28
    leftPadding: 32
    rightPadding: 28
    accent: Theme.verbInk(verb)

    contentItem: RowLayout {
        spacing: 32

        VerbBadge {
            verb: service.verb
            Layout.alignment: Qt.AlignVCenter
        }
        ColumnLayout {
            spacing: 6
            Layout.fillWidth: true

            KText {
                text: service.text
                role: KText.Strong
                Layout.fillWidth: true
            }
            KText {
                visible: service.summary !== ""
                text: service.summary
                role: KText.Small
                Layout.fillWidth: true
            }
            Flow {
                visible: service.tags.length > 0
                spacing: 12
                topPadding: 6
                Layout.fillWidth: true

                Repeater {
                    model: service.tags

                    Tag {
                        required property string modelData

                        text: modelData
                        tone: "success"
                    }
                }
            }
        }
        Icon {
            name: "forward"
            color: Theme.outline
            Layout.alignment: Qt.AlignVCenter
        }
    }
}
