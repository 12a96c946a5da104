"""The step screen: one question a page."""
