import QtQuick

import kiosk.ui

// One paper, a dot a pixel of the window, over everything; a touch puts it back.
Rectangle {
    id: zoom

    required property real fit
    property string source: ""
    property int dotsWide: 0
    property int dotsHigh: 0
    property string caption: ""

    function open(source: string, dotsWide: int, dotsHigh: int, caption: string) {
        zoom.dotsWide = dotsWide;
        zoom.dotsHigh = dotsHigh;
        zoom.caption = caption;
        zoom.source = source;
        flick.contentY = 0;
    }

    // on a whole pixel of the window, or dots fall between pixels
    function snapped(length: real): real {
        return Math.round(length * zoom.fit) / zoom.fit;
    }

    objectName: "dock-zoom"
    visible: source !== ""
    color: Theme.veil

    WheelHandler {}
    Flickable {
        id: flick

        anchors.fill: parent
        contentWidth: width
        contentHeight: sheet.height + 204
        boundsBehavior: Flickable.StopAtBounds

        Item {
            width: flick.width
            height: Math.max(flick.height, flick.contentHeight)

            TapHandler {
                onTapped: zoom.source = ""
            }
        }
        Rectangle {
            id: sheet

            x: zoom.snapped((flick.width - width) / 2)
            y: zoom.snapped(Math.max(144, (flick.height - height) / 2))
            width: zoom.dotsWide / zoom.fit
            height: zoom.dotsHigh / zoom.fit
            color: Theme.surface

            Image {
                objectName: "dock-zoomed"
                anchors.fill: parent
                source: zoom.source
                cache: false
                smooth: false
            }
        }
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 36
        width: hint.implicitWidth + 64
        height: 80
        radius: 40
        color: Theme.ink

        KText {
            id: hint

            anchors.centerIn: parent
            text: qsTr("%1 · 原始点阵 · 点一下收起").arg(zoom.caption)
            role: KText.Small
            color: Theme.lightInk
            wrapMode: Text.NoWrap
        }
    }
}
