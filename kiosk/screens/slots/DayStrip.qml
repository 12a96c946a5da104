pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.ui

// The days in a row, turned page by page with an arrow at each end.
RowLayout {
    id: strip

    property alias days: repeater.model
    property int openDay: -1
    readonly property int across: Theme.elder ? 4 : Theme.landscape ? 6 : 5
    readonly property real cell: (view.width - 12 * (across - 1)) / across
    readonly property real last: Math.max(0, repeater.count - across)
    property real first: 0

    signal opened(day: string)

    function turn(pages: int) {
        first = Math.max(0, Math.min(last, first + pages * across));
    }

    // an open day that would not be seen is turned to
    function showOpenDay() {
        if (openDay >= 0 && (openDay < first || openDay >= first + across))
            first = Math.min(last, openDay);
    }

    onOpenDayChanged: showOpenDay()
    onLastChanged: first = Math.min(first, last)

    spacing: 12

    KeyButton {
        objectName: "earlier-days"
        iconName: "back"
        soft: true
        enabled: strip.first > 0
        opacity: enabled ? 1 : 0.35
        Layout.preferredWidth: 72
        Layout.fillHeight: true
        onClicked: strip.turn(-1)
    }
    Item {
        id: view

        implicitHeight: Theme.elder ? 196 : 168
        clip: true
        Layout.fillWidth: true

        Row {
            x: -strip.first * (strip.cell + spacing)
            spacing: 12

            Behavior on x {
                enabled: Theme.motion

                NumberAnimation {
                    duration: 220
                    easing.type: Easing.OutCubic
                }
            }

            Repeater {
                id: repeater

                DayCard {
                    width: strip.cell
                    height: view.height
                    onClicked: strip.opened(day)
                }
            }
        }
    }
    KeyButton {
        objectName: "later-days"
        iconName: "forward"
        soft: true
        enabled: strip.first < strip.last
        opacity: enabled ? 1 : 0.35
        Layout.preferredWidth: 72
        Layout.fillHeight: true
        onClicked: strip.turn(1)
    }
}
