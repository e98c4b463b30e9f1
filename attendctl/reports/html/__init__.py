"""Web pages that open without a network: one shell with its style, and the parts that stand in it."""
