import QtQuick
import QtQuick.Layouts

import kiosk.ui

// A material and where it comes from.
RowLayout {
    id: line

    required property string name
    required property string source
    required property string tone

    spacing: 24

    KText {
        text: line.name
        Layout.fillWidth: true
    }
    Tag {
        text: line.source
        tone: line.tone
    }
}
