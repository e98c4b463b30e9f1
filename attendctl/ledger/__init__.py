"""The ledger: one DuckDB file that forgets nothing.

Schema, transactions, imports, amendments, undo, as-of views and the lock.
No policy here, and no law beyond the words of the codes.
"""
