import QtQuick
import QtQuick.Window

import kiosk.shell
import kiosk.ui

// The canvas is at least 1080x1920 (or 1920x1080) reference pixels and is scaled to the window.
Window {
    id: window

    required property ShellViewModel viewModel
    readonly property bool lying: width > height
    readonly property real fit: lying ? Math.min(width / 1920, height / 1080) : Math.min(width / 1080, height / 1920)

    flags: Qt.FramelessWindowHint | Qt.Window
    color: Theme.page

    Binding {
        target: Theme
        property: "landscape"
        value: window.lying
    }
    Binding {
        target: Theme
        property: "elder"
        value: window.viewModel.elder
    }
    Item {
        id: canvas

        width: window.width / window.fit
        height: window.height / window.fit
        scale: window.fit
        transformOrigin: Item.TopLeft

        HeaderBar {
            id: header

            viewModel: window.viewModel
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
        }
        NoticeBar {
            id: notice

            objectName: "notice"
            visible: title !== ""
            tone: window.viewModel.noticeTone
            title: window.viewModel.noticeTitle
            hint: window.viewModel.noticeHint
            height: visible ? implicitHeight : 0
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: header.bottom
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            anchors.topMargin: visible ? Theme.gap : 0
        }
        ScreenHost {
            viewModel: window.viewModel
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: notice.bottom
            anchors.bottom: footer.top
        }
        FooterBar {
            id: footer

            viewModel: window.viewModel
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }
        HelpPanel {
            viewModel: window.viewModel
            visible: window.viewModel.helping
            anchors.fill: parent
        }
        PresenceOverlay {
            viewModel: window.viewModel
            visible: window.viewModel.asking
            anchors.fill: parent
        }
        // sees every touch first, and takes none from what lies below
        Item {
            anchors.fill: parent

            PointHandler {
                onActiveChanged: if (active)
                    window.viewModel.touch()
            }
        }
    }
}
