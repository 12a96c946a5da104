"""What an item needs and gives, before it is begun."""
