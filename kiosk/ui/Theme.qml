pragma Singleton

import QtQuick

// Sizes are pixels of the reference canvas (1080x1920 or 1920x1080); the window scales the canvas.
QtObject {
    property bool elder: false
    property bool landscape: false

    readonly property string family: "Noto Sans CJK SC"

    // neutrals
    readonly property color page: "#f5f7fa"
    readonly property color surface: "#ffffff"
    readonly property color sunken: "#eaeef4"
    readonly property color hairline: "#dfe5ee"
    readonly property color outline: "#8a96ab"
    readonly property color ink: "#14213d"
    readonly property color inkSoft: "#4d5970"
    readonly property color lightInk: "#ffffff"
    readonly property color paleInk: "#dce8f8"
    readonly property color veil: "#99101c33"

    // the brand and the one loud action
    readonly property color brand: "#0b4ea2"
    readonly property color brandPressed: "#093f84"
    readonly property color brandSoft: "#e8f0fb"
    readonly property color brandSoftPressed: "#d3e2f7"
    readonly property color loud: "#c83f0a"
    readonly property color loudPressed: "#a23306"
    readonly property color disabled: "#dde2ea"
    readonly property color mutedInk: "#5c6679"

    // tones of messages
    readonly property color warning: "#874300"
    readonly property color warningSoft: "#fff3e0"
    readonly property color error: "#a61b1b"
    readonly property color errorSoft: "#ffeeee"
    readonly property color success: "#0b6b40"
    readonly property color successSoft: "#e2f4ec"

    // spacing
    readonly property int grid: 24
    readonly property int gap: 24
    readonly property int gapSmall: 12
    readonly property int margin: landscape ? 56 : 48
    readonly property int radius: 32
    readonly property int radiusSmall: 28
    readonly property int radiusLarge: 36
    readonly property int border: 2
    readonly property int borderStrong: 5

    // type
    readonly property int question: elder ? (landscape ? 72 : 80) : (landscape ? 60 : 68)
    readonly property int heading: elder ? 56 : 46
    readonly property int strong: elder ? 46 : 38
    readonly property int body: elder ? 40 : 32
    readonly property int small: elder ? 34 : 28

    // touch
    readonly property int touch: elder ? 112 : 96
    readonly property int button: elder ? (landscape ? 124 : 160) : (landscape ? 120 : 144)
    readonly property int icon: elder ? 52 : 44

    // motion; off where pictures must not depend on the moment
    property bool motion: true
    readonly property int quick: 140

    function verbInk(verb: string): color {
        switch (verb) {
        case "query":
            return brand;
        case "book":
            return success;
        case "apply":
            return "#b03a08";
        case "print":
            return "#5a2ca8";
        case "help":
            return error;
        default:
            return inkSoft;
        }
    }

    function verbSoft(verb: string): color {
        switch (verb) {
        case "query":
            return "#e3eefc";
        case "book":
            return successSoft;
        case "apply":
            return "#fdebdd";
        case "print":
            return "#efe8fb";
        case "help":
            return errorSoft;
        default:
            return sunken;
        }
    }

    function verbGlyph(verb: string): string {
        switch (verb) {
        case "query":
            return qsTr("查");
        case "book":
            return qsTr("约");
        case "apply":
            return qsTr("办");
        case "print":
            return qsTr("印");
        case "help":
            return qsTr("帮");
        default:
            return "";
        }
    }

    function toneInk(tone: string): color {
        switch (tone) {
        case "warning":
            return warning;
        case "error":
            return error;
        case "success":
            return success;
        default:
            return brand;
        }
    }

    function toneSoft(tone: string): color {
        switch (tone) {
        case "warning":
            return warningSoft;
        case "error":
            return errorSoft;
        case "success":
            return successSoft;
        default:
            return brandSoft;
        }
    }

    function toneIcon(tone: string): string {
        switch (tone) {
        case "warning":
        case "error":
            return "warning";
        case "success":
            return "check";
        default:
            return "info";
        }
    }
}
