"""The result screen: what became of a submission."""
