"""Measures, policy and law become decisions that carry their reasons: bands, trends, steps due.

No formatting here.
"""
