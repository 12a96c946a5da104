"""The window around every screen: header, footer, notices, overlays, and which screen is shown."""
