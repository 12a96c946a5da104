import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One way to say who one is: a picture, what to do, and whether the device works.
Card {
    id: way

    property string title
    property string hint
    property string trouble: ""
    property string otherWay: ""
    property bool open: true
    default property alias picture: stage.data

    implicitHeight: 560
    implicitWidth: 480
    color: open ? Theme.surface : Theme.sunken

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.landscape ? 36 : 44
        columns: 2
        columnSpacing: Theme.landscape ? 28 : 48

        Item {
            id: stage

            implicitWidth: Theme.landscape ? 340 : Theme.elder ? 420 : 496
            implicitHeight: Theme.landscape ? 276 : Theme.elder ? 340 : 400
            opacity: way.open ? 1 : 0.35
            Layout.alignment: Qt.AlignCenter
        }
        ColumnLayout {
            spacing: 12
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter

            KText {
                text: way.title
                role: KText.Heading
                color: way.open ? Theme.brand : Theme.ink
                Layout.fillWidth: true
            }
            KText {
                visible: way.open
                text: way.hint
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: 16
                Layout.fillWidth: true
                Layout.topMargin: 8

                Icon {
                    name: way.open ? "check" : "warning"
                    color: way.open ? Theme.success : Theme.error
                    size: Theme.body + 4
                    stroke: 4.5
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 4
                }
                KText {
                    objectName: "state"
                    text: way.open ? qsTr("可以使用") : qsTr("%1。%2").arg(way.trouble).arg(way.otherWay)
                    role: KText.Small
                    color: way.open ? Theme.success : Theme.error
                    Layout.fillWidth: true
                }
            }
        }
    }
}
