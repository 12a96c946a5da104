import QtQuick

// "More" instead of guessing that a list scrolls: a button that turns the page of a Flickable.
Item {
    id: bar

    required property Flickable flickable
    property bool overflowing: false
    readonly property real first: flickable.originY
    readonly property real last: first + Math.max(0, flickable.contentHeight - flickable.height)
    readonly property bool atEnd: flickable.contentY >= last - 2

    function turn() {
        const wanted = atEnd ? first : Math.min(last, flickable.contentY + flickable.height * 0.8);
        if (!Theme.motion) {
            flickable.contentY = wanted;
            return;
        }
        motion.from = flickable.contentY;
        motion.to = wanted;
        motion.restart();
    }

    implicitHeight: overflowing ? Theme.touch + 24 : 0
    visible: overflowing

    NumberAnimation {
        id: motion

        target: bar.flickable
        property: "contentY"
        duration: 260
        easing.type: Easing.OutCubic
    }
    QuietButton {
        objectName: "more"
        anchors.centerIn: parent
        width: Math.max(360, implicitWidth)
        text: bar.atEnd ? qsTr("回到顶部") : qsTr("更多")
        iconName: bar.atEnd ? "up" : "down"
        soft: true
        pill: true
        onClicked: bar.turn()
    }
}
