import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One answer; the first of each question carries its "change" button and a line above.
Item {
    id: row

    required property int index
    required property string stepId
    required property string label
    required property string text
    required property bool first

    signal edited

    implicitHeight: content.implicitHeight + 40

    Rectangle {
        visible: row.first && row.index > 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: 40
        anchors.rightMargin: 40
        height: Theme.border
        color: Theme.hairline
    }
    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 40
        anchors.rightMargin: 24
        spacing: 24

        ColumnLayout {
            spacing: 4
            Layout.fillWidth: true

            KText {
                text: row.label
                role: KText.Small
                Layout.fillWidth: true
            }
            KText {
                text: row.text
                role: KText.Strong
                Layout.fillWidth: true
            }
        }
        QuietButton {
            objectName: "edit-" + row.stepId
            visible: row.first
            text: qsTr("修改")
            iconName: "edit"
            soft: true
            Layout.alignment: Qt.AlignTop
            onClicked: row.edited()
        }
    }
}
