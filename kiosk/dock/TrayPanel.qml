import QtQuick

import kiosk.dock
import kiosk.ui

// What lies under the document camera, and the other pages that could.
Panel {
    id: panel

    required property TrayViewModel viewModel

    implicitHeight: 112
    iconName: "camera"
    title: qsTr("拍照台")
    note: {
        if (!viewModel.plugged)
            return qsTr("已拔掉");
        return viewModel.title === "" ? qsTr("台上没有东西") : viewModel.title;
    }
    noteColor: viewModel.plugged ? Theme.inkSoft : Theme.error
    tools: [
        DockButton {
            objectName: "dock-page-before"
            text: qsTr("上一张")
            onClicked: panel.viewModel.turn(-1)
        },
        DockButton {
            objectName: "dock-page-next"
            text: qsTr("下一张")
            onClicked: panel.viewModel.turn(1)
        },
        DockButton {
            objectName: "dock-page-take"
            text: qsTr("取走")
            soft: true
            enabled: panel.viewModel.title !== ""
            onClicked: panel.viewModel.clear()
        }
    ]
}
