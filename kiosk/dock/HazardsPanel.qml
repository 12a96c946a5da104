pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.dock
import kiosk.ui

// Every part's health as the kiosk sees it, and everything that can be done to it.
Panel {
    id: panel

    required property HazardsViewModel viewModel
    property bool untilMended: false

    iconName: "wrench"
    title: qsTr("故障")
    note: qsTr("状态是本机看到的样子")
    toolSpacing: 44
    rowSpacing: 8
    tools: [
        DockStepper {
            id: after

            name: "dock-after"
            most: 20
            said: value === 0 ? qsTr("立即") : qsTr("%1 步后").arg(value)
        },
        DockStepper {
            id: seconds

            name: "dock-seconds"
            value: 2
            least: 1
            most: 60
            said: qsTr("延迟 %1 秒").arg(value)
        },
        Row {
            spacing: 8

            Chip {
                objectName: "dock-times-once"
                height: 64
                text: qsTr("只一次")
                selected: !panel.untilMended
                onClicked: panel.untilMended = false
            }
            Chip {
                objectName: "dock-times-always"
                height: 64
                text: qsTr("直到修好")
                selected: panel.untilMended
                onClicked: panel.untilMended = true
            }
        }
    ]

    Repeater {
        model: panel.viewModel.parts

        HazardPart {
            id: delegate

            kinds: panel.viewModel.troubleKinds
            cameraKinds: panel.viewModel.cameraKinds
            Layout.fillWidth: true
            onUnplugged: panel.viewModel.unplug(delegate.part)
            onPluggedIn: panel.viewModel.plugIn(delegate.part)
            onBreaking: trouble => panel.viewModel.breakDevice(delegate.part, trouble, after.value, panel.untilMended ? 0 : 1, seconds.value)
            onMended: panel.viewModel.mend(delegate.part)
        }
    }
    TroubleLine {
        viewModel: panel.viewModel
        Layout.topMargin: 8
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}
