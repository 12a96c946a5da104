import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// What is on record, and whether it is right.
ColumnLayout {
    id: confirm

    required property FieldModel field

    spacing: Theme.gap

    Rectangle {
        implicitHeight: record.implicitHeight + 72
        radius: Theme.radius
        color: Theme.brandSoft
        Layout.fillWidth: true

        ColumnLayout {
            id: record

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: 40
            anchors.rightMargin: 40
            spacing: 8

            KText {
                text: confirm.field.label
                role: KText.Small
                Layout.fillWidth: true
            }
            KText {
                text: confirm.field.shown
                role: KText.Heading
                lineHeight: 1.1
                Layout.fillWidth: true
            }
        }
    }
    GridLayout {
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        ChoiceCard {
            objectName: "option-ok"
            text: qsTr("信息正确")
            selected: confirm.field.confirmed
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: confirm.field.confirm()
        }
        ChoiceCard {
            objectName: "option-wrong"
            text: qsTr("信息不对")
            detail: qsTr("工作人员会核实")
            selected: confirm.field.disputed
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: confirm.field.dispute()
        }
    }
    NoticeBar {
        visible: confirm.field.disputed
        tone: "warning"
        title: qsTr("已记下，会转给工作人员核实")
        hint: qsTr("请继续办理，核实后按正确的信息处理。")
        Layout.fillWidth: true
    }
}
