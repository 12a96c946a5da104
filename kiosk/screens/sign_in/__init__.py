"""The sign-in screen: the keypad of technicians."""
