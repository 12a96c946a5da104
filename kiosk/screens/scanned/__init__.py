"""What is known of a scanned paper, and what can be done with it."""
