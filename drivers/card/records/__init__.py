"""The 256-byte text record of the four cards that share the resident card's chip."""
