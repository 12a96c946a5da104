"""One package a screen: a view model beside its QML. Screens never import each other."""
