"""The working screen: what the machine is doing."""
