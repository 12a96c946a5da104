"""One module for each family of blocks: how it stands on paper."""
