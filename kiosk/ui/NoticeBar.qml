import QtQuick
import QtQuick.Layouts

// What happened and what to do next; the tone is told by icon and colour. Tones: info, warning, error, success.
Rectangle {
    id: notice

    property string tone: "info"
    property string title
    property string hint: ""

    implicitWidth: row.implicitWidth + 64
    implicitHeight: row.implicitHeight + 48
    radius: Theme.radiusSmall
    color: Theme.toneSoft(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 36
        anchors.rightMargin: 36
        anchors.topMargin: 24
        anchors.bottomMargin: 24
        spacing: 28

        Icon {
            name: Theme.toneIcon(notice.tone)
            color: Theme.toneInk(notice.tone)
            size: Theme.elder ? 64 : 56
        }
        ColumnLayout {
            spacing: 2
            Layout.fillWidth: true

            KText {
                text: notice.title
                bold: true
                color: Theme.toneInk(notice.tone)
                Layout.fillWidth: true
            }
            KText {
                visible: notice.hint !== ""
                text: notice.hint
                role: KText.Small
                color: Theme.ink
                Layout.fillWidth: true
            }
        }
    }
}
