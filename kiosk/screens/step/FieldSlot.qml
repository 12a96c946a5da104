pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import kiosk.screens.step
import kiosk.ui

// The place of one field: its label where there are several, what is wrong with the answer, and the field by its kind.
ColumnLayout {
    id: place

    required property FieldModel field
    property bool alone: true

    function byKind(kind: string): Component {
        switch (kind) {
        case "choice":
            return choice;
        case "confirm":
            return confirm;
        case "declaration":
            return declaration;
        case "phone":
            return phone;
        case "picture":
            return picture;
        default:
            return null;
        }
    }

    spacing: Theme.gap

    KText {
        visible: !place.alone
        text: place.field.label
        role: KText.Strong
        Layout.fillWidth: true
    }
    NoticeBar {
        objectName: "field-error"
        visible: title !== ""
        tone: "error"
        title: place.field.error
        Layout.fillWidth: true
    }
    Loader {
        sourceComponent: place.byKind(place.field.kind)
        Layout.fillWidth: true
    }

    Component {
        id: choice

        ChoiceField {
            field: place.field
        }
    }
    Component {
        id: confirm

        ConfirmField {
            field: place.field
        }
    }
    Component {
        id: declaration

        DeclarationField {
            field: place.field
        }
    }
    Component {
        id: phone

        PhoneField {
            field: place.field
        }
    }
    Component {
        id: picture

        PictureField {
            field: place.field
        }
    }
}
