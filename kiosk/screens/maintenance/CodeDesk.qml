import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Codes that are about the machine: which ones, and what became of the last.
Card {
    id: desk

    property bool checking
    property string enrolment
    property string configuration
    property int version
    readonly property bool different: configuration === "different"
    readonly property color ink: different ? Theme.error : configuration === "same" ? Theme.success : Theme.brand

    function headline(): string {
        if (checking)
            return qsTr("正在核验…");
        if (enrolment !== "")
            return qsTr("要把本机登记到这个业务系统吗？");
        switch (configuration) {
        case "same":
            return qsTr("配置第 %1 版：一致").arg(version);
        case "different":
            return qsTr("配置第 %1 版：不一致，请更新配置").arg(version);
        default:
            return qsTr("可扫描入网码、配置码");
        }
    }

    objectName: "code-desk"
    implicitHeight: row.implicitHeight + 40
    selected: enrolment !== "" || configuration !== ""
    accent: ink

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: 28
        anchors.rightMargin: 28
        spacing: 24

        Icon {
            name: desk.different ? "warning" : desk.configuration === "same" ? "check" : "scan"
            color: desk.ink
            size: Theme.heading
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true

            KText {
                objectName: "code-desk-words"
                text: desk.headline()
                bold: desk.selected
                color: desk.selected ? desk.ink : Theme.inkSoft
                Layout.fillWidth: true
            }
            KText {
                visible: desk.enrolment !== ""
                text: desk.enrolment
                role: KText.Small
                wrapMode: Text.WrapAnywhere
                Layout.fillWidth: true
            }
        }
    }
}
