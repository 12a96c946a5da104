"""The maintenance screen: the health of every part."""
