import QtQuick
import QtQuick.Layouts

// One answer: a radio mark, the answer, and a second line that removes doubt.
TapCard {
    id: choice

    property string detail: ""
    property bool square: false

    selected: false
    topPadding: 32
    bottomPadding: 32
    leftPadding: 40
    rightPadding: 40
    implicitHeight: Math.max(Theme.elder ? 176 : 152, implicitContentHeight + topPadding + bottomPadding)
    Accessible.role: square ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checked: selected

    contentItem: RowLayout {
        spacing: 36

        Rectangle {
            implicitWidth: Theme.elder ? 64 : 54
            implicitHeight: implicitWidth
            radius: choice.square ? 14 : width / 2
            color: choice.square && choice.selected ? Theme.brand : Theme.surface
            border.width: 4
            border.color: choice.selected ? Theme.brand : Theme.outline
            opacity: choice.enabled ? 1 : 0.5

            Rectangle {
                anchors.centerIn: parent
                visible: choice.selected && !choice.square
                width: parent.width * 0.56
                height: width
                radius: width / 2
                color: Theme.brand
            }
            Icon {
                anchors.centerIn: parent
                visible: choice.selected && choice.square
                name: "check"
                color: Theme.lightInk
                size: parent.width * 0.8
                stroke: 6
            }
        }
        ColumnLayout {
            spacing: 4
            Layout.fillWidth: true

            KText {
                text: choice.text
                role: KText.Strong
                color: choice.enabled ? Theme.ink : Theme.mutedInk
                Layout.fillWidth: true
            }
            KText {
                visible: choice.detail !== ""
                text: choice.detail
                color: choice.enabled ? Theme.inkSoft : Theme.mutedInk
                Layout.fillWidth: true
            }
        }
    }
}
