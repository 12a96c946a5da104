"""The records screen: the answer to a query as a table."""
