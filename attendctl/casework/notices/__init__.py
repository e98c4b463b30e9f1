"""Penalty notices and notices to improve: to whom, resting on what, and what became of them."""
