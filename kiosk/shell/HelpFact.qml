import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A fact that a resident reads out on the telephone.
RowLayout {
    id: fact

    required property string iconName
    required property string label
    required property string value
    property string note: ""
    property bool large: false

    spacing: 32

    Rectangle {
        implicitWidth: Theme.touch
        implicitHeight: Theme.touch
        radius: width / 2
        color: Theme.brandSoft

        Icon {
            anchors.centerIn: parent
            name: fact.iconName
            color: Theme.brand
        }
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        KText {
            text: fact.note === "" ? fact.label : fact.label + " · " + fact.note
            role: KText.Small
            Layout.fillWidth: true
        }
        KText {
            text: fact.value
            role: fact.large ? KText.Question : KText.Strong
            Layout.fillWidth: true
        }
    }
}
