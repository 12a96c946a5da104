import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// A material on the document camera: the tray live, then the picture, kept or taken once more.
ColumnLayout {
    id: shot

    required property FieldModel field
    readonly property PictureModel picture: shot.field.picture as PictureModel
    readonly property bool asks: picture.stage === "live" || picture.stage === "taking"

    spacing: Theme.gap

    TrayClosed {
        visible: shot.asks && !shot.picture.open
        picture: shot.picture
        Layout.fillWidth: true
    }
    TrayView {
        visible: shot.asks && shot.picture.open
        picture: shot.picture
        Layout.fillWidth: true
    }
    TakenPicture {
        visible: !shot.asks
        picture: shot.picture
        Layout.fillWidth: true
    }
}
