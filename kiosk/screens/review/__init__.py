"""The review screen: all answers before they are sent."""
