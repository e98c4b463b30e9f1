"""Each shape of a table of marks, turned into one row a mark.

Every module gives a relation ``(line, who, date, session, mark, …)`` with the
mark still as it was written: what it means is decided once, in ``typed_marks``.
"""
