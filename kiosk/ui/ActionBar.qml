import QtQuick
import QtQuick.Layouts

// The foot of a page: the way back and the one loud button. A page with this bar needs no other "back".
RowLayout {
    id: bar

    property string backText: qsTr("上一步")
    property string backName: "back"
    property bool backVisible: true
    property string primaryText: qsTr("下一步")
    property string primaryName: "next"
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property bool primaryVisible: true

    signal backClicked
    signal primaryClicked

    spacing: Theme.gap

    QuietButton {
        objectName: bar.backName
        visible: bar.backVisible
        text: bar.backText
        strong: true
        Layout.preferredWidth: Math.max(implicitWidth, Theme.landscape ? 280 : 300)
        Layout.preferredHeight: Theme.button
        Layout.fillWidth: !bar.primaryVisible
        onClicked: bar.backClicked()
    }
    PrimaryButton {
        objectName: bar.primaryName
        visible: bar.primaryVisible
        text: bar.primaryText
        iconName: bar.primaryIcon
        enabled: bar.primaryEnabled
        Layout.fillWidth: true
        onClicked: bar.primaryClicked()
    }
}
