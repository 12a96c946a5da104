pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One part: how the kiosk sees it, its plug, and the ways to break it.
ColumnLayout {
    id: row

    required property string part
    required property string slug
    required property string icon
    required property string name
    required property string tone
    required property string word
    required property string meaning
    required property bool plugged
    required property bool busy
    required property string cutWord
    required property string restoreWord
    required property bool breakable
    required property bool broken
    required property var kinds
    required property var cameraKinds

    signal unplugged
    signal pluggedIn
    signal breaking(trouble: string)
    signal mended

    spacing: 8

    RowLayout {
        spacing: 12
        Layout.fillWidth: true

        Rectangle {
            implicitWidth: 72
            implicitHeight: 72
            radius: 18
            color: Theme.toneSoft(row.tone)

            Icon {
                anchors.centerIn: parent
                name: row.icon
                color: Theme.toneInk(row.tone)
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 400

            RowLayout {
                spacing: 12
                Layout.fillWidth: true

                KText {
                    text: row.name
                    bold: true
                    wrapMode: Text.NoWrap
                }
                Icon {
                    name: Theme.toneIcon(row.tone)
                    color: Theme.toneInk(row.tone)
                    size: 28
                    stroke: 5
                }
                KText {
                    objectName: "dock-health-" + row.slug
                    text: row.word
                    role: KText.Small
                    color: Theme.toneInk(row.tone)
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Layout.fillWidth: true
                }
            }
            KText {
                text: row.meaning
                role: KText.Small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
            }
        }
        DockButton {
            objectName: "dock-unplug-" + row.slug
            text: row.cutWord
            enabled: row.plugged && !row.busy
            Layout.preferredWidth: 108
            onClicked: row.unplugged()
        }
        DockButton {
            objectName: "dock-plug-" + row.slug
            text: row.restoreWord
            enabled: !row.plugged && !row.busy
            soft: true
            Layout.preferredWidth: 108
            Layout.rightMargin: 28
            onClicked: row.pluggedIn()
        }
        Repeater {
            model: row.kinds

            DockButton {
                required property string trouble
                required property string label
                required property bool cards
                readonly property bool fits: row.breakable && (!cards || row.part === "card_reader")

                objectName: "dock-break-" + row.slug + "-" + trouble
                text: label
                hidden: !fits
                enabled: fits
                Layout.preferredWidth: 108
                onClicked: row.breaking(trouble)
            }
        }
        DockButton {
            objectName: "dock-mend-" + row.slug
            text: qsTr("修好")
            soft: true
            hidden: !row.breakable
            enabled: row.broken
            Layout.preferredWidth: 108
            Layout.leftMargin: 28
            onClicked: row.mended()
        }
    }
    RowLayout {
        visible: row.part === "code_scanner"
        spacing: 12
        Layout.fillWidth: true
        Layout.leftMargin: 84
        Layout.rightMargin: 148

        KText {
            text: qsTr("摄像头特有的故障")
            role: KText.Small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Repeater {
            model: row.part === "code_scanner" ? row.cameraKinds : null

            DockButton {
                required property string trouble
                required property string label

                objectName: "dock-break-" + row.slug + "-" + trouble
                text: label
                implicitHeight: 66
                Layout.preferredWidth: 1036 / 6
                onClicked: row.breaking(trouble)
            }
        }
    }
}
