import QtQuick

import kiosk.shell
import kiosk.ui

// Holds one screen at a time; the screen left is destroyed with everything that it showed.
Item {
    id: host

    required property ShellViewModel viewModel

    function show() {
        loader.setSource(viewModel.screenUrl, {
            viewModel: viewModel.screenModel
        });
        if (Theme.motion)
            enter.restart();
    }

    Component.onCompleted: show()

    Connections {
        target: host.viewModel

        function onScreenChanged() {
            host.show();
        }
    }
    Loader {
        id: loader

        objectName: "screen"
        width: host.width
        height: host.height
    }
    NumberAnimation {
        id: enter

        target: loader
        property: "y"
        from: 28
        to: 0
        duration: Theme.quick
        easing.type: Easing.OutCubic
    }
}
