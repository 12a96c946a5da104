"""Items by verb, by theme or by a typed query."""
