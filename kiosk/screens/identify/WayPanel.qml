import QtQuick
import QtQuick.Layouts

import kiosk.ui

// One way to say who one is: a picture, what it takes, and below in large letters what to do now.
Card {
    id: way

    property string title
    property string hint
    property string now
    property string nowIcon: "check"
    property string nowMore: ""
    property string nowTone: "info"
    property string trouble: ""
    property string otherWay: ""
    property bool open: true
    default property alias picture: stage.data

    implicitHeight: 560
    implicitWidth: 480
    color: open ? Theme.surface : Theme.sunken

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.landscape ? 28 : 36
        spacing: Theme.landscape ? 16 : 24

        RowLayout {
            spacing: Theme.landscape ? 32 : 40
            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                id: stage

                implicitWidth: Theme.landscape ? (Theme.elder ? 384 : 432) : (Theme.elder ? 456 : 512)
                opacity: way.open ? 1 : 0.35
                Layout.fillHeight: true
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
                    text: way.hint
                    Layout.fillWidth: true
                }
            }
        }
        WayLine {
            objectName: "line"
            text: way.open ? way.now : qsTr("%1。%2").arg(way.trouble).arg(way.otherWay)
            more: way.open ? way.nowMore : ""
            iconName: way.open ? way.nowIcon : "warning"
            tone: way.open ? way.nowTone : "error"
            Layout.fillWidth: true
        }
    }
}
