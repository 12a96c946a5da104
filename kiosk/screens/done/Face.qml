import QtQuick
import QtQuick.Shapes

import kiosk.ui

// A face from very discontent (1) to very content (5).
Item {
    id: face

    required property int score
    property color ink: Theme.ink
    property color fill: "transparent"
    readonly property list<real> depths: [-9, -5, 0, 6, 11]
    readonly property real depth: depths[score - 1]

    implicitWidth: 100
    implicitHeight: width

    Shape {
        width: 100
        height: 100
        transformOrigin: Item.TopLeft
        scale: face.width / 100

        ShapePath {
            strokeColor: face.ink
            strokeWidth: 5
            fillColor: face.fill
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: 50
                centerY: 50
                radiusX: 46
                radiusY: 46
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: face.ink
            strokeWidth: 6
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M34 37 V44 M66 37 V44 M29 %1 Q50 %2 71 %1".arg(66 - face.depth * 0.35).arg(66 + face.depth * 1.7)
            }
        }
    }
}
