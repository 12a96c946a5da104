"""Who are you? A card on the reader or a code before the camera."""
