pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

import "iconpaths.js" as IconPaths

// A stroke icon by name (see iconpaths.js), drawn as a vector so that it is crisp at every size.
Item {
    id: icon

    property string name
    property color color: Theme.ink
    property real size: Theme.icon
    property real stroke: 3.5

    implicitWidth: size
    implicitHeight: size
    // the software renderer draws a shape that lies wholly outside a clip; a layer is clipped right
    layer.enabled: true

    Shape {
        width: 48
        height: 48
        transformOrigin: Item.TopLeft
        scale: icon.width / 48

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.stroke
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: IconPaths.path(icon.name)
            }
        }
    }
}
