"""The design system: theme, buttons, cards, keypads; it knows no screen."""
