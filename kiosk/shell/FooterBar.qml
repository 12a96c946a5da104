import QtQuick
import QtQuick.Layouts

import kiosk.shell
import kiosk.ui

// Always there: the elder mode, the ways home and back, and staff help at the right.
Rectangle {
    id: footer

    required property ShellViewModel viewModel
    readonly property bool needed: viewModel.helpOffered || viewModel.homeOffered || viewModel.elderOffered

    visible: needed
    implicitHeight: needed ? Theme.touch + (Theme.landscape ? 32 : 52) : 0
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: 20

        QuietButton {
            objectName: "home"
            visible: footer.viewModel.homeOffered
            text: qsTr("首页")
            iconName: "home"
            pill: true
            onClicked: footer.viewModel.goHome()
        }
        QuietButton {
            objectName: "back"
            visible: footer.viewModel.backOffered
            text: qsTr("返回")
            iconName: "back"
            pill: true
            onClicked: footer.viewModel.goBack()
        }
        QuietButton {
            objectName: "sign-out"
            visible: footer.viewModel.signOutOffered
            text: qsTr("退出")
            iconName: "exit"
            pill: true
            onClicked: footer.viewModel.leave()
        }
        QuietButton {
            objectName: "elder"
            visible: footer.viewModel.elderOffered
            text: footer.viewModel.elder ? qsTr("标准模式") : qsTr("长辈模式")
            pill: true
            onClicked: footer.viewModel.switchElder()
        }
        Item {
            Layout.fillWidth: true
        }
        QuietButton {
            objectName: "help"
            visible: footer.viewModel.helpOffered
            text: Theme.elder ? qsTr("求助") : qsTr("转人工 · 求助")
            iconName: "people"
            soft: true
            pill: true
            onClicked: footer.viewModel.callStaff()
        }
    }
    Rectangle {
        width: parent.width
        height: Theme.border
        color: Theme.hairline
    }
}
