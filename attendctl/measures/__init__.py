"""Sums over marks, as ``.sql`` files and the thin functions that run them.

The statements keep to the part of SQL that DuckDB and Spark share. No policy
here, and nothing that knows what day it is.
"""
