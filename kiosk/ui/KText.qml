import QtQuick

// All text: one family, the sizes of the theme, wrapped rather than cut.
Text {
    id: text

    enum Role {
        Question,
        Heading,
        Strong,
        Body,
        Small
    }

    property int role: KText.Body
    property bool bold: role === KText.Question || role === KText.Heading || role === KText.Strong

    function sizeOf(role: int): int {
        switch (role) {
        case KText.Question:
            return Theme.question;
        case KText.Heading:
            return Theme.heading;
        case KText.Strong:
            return Theme.strong;
        case KText.Small:
            return Theme.small;
        default:
            return Theme.body;
        }
    }

    color: role === KText.Small ? Theme.inkSoft : Theme.ink
    font.family: Theme.family
    font.pixelSize: sizeOf(role)
    font.weight: bold ? Font.Bold : Font.Normal
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
