"""Penalty notices: who is at the threshold, who may be fined, and what was done about it."""
