"""Nothing can be done at this machine now."""
