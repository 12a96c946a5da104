"""The calm invitation while nobody is here."""
