"""The slots screen: when to come."""
