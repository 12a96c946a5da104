pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// Which machine this is.
GridLayout {
    id: list

    property alias facts: repeater.model

    columns: Theme.landscape ? 1 : 2
    columnSpacing: Theme.gap
    rowSpacing: 8
    uniformCellWidths: true

    Repeater {
        id: repeater

        RowLayout {
            id: fact

            required property string key
            required property string value

            function label(key: string): string {
                switch (key) {
                case "kiosk":
                    return qsTr("编号");
                case "version":
                    return qsTr("版本");
                case "district":
                    return qsTr("辖区");
                default:
                    return qsTr("位置");
                }
            }

            spacing: 16
            Layout.fillWidth: true

            KText {
                text: fact.label(fact.key)
                role: KText.Small
                Layout.preferredWidth: Theme.small * 2.4
            }
            KText {
                text: fact.value === "" ? qsTr("开发版") : fact.value
                Layout.fillWidth: true
            }
        }
    }
}
