"""The preview screen: the paper as it will come out."""
