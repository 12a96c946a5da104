"""The four verbs, the themes, the way to search, and what limits the machine today."""
