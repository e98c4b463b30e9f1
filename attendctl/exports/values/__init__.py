"""How one cell of an export becomes a value: dates, marks, flags, numbers of pupils.

Nothing here knows of files or tables. A column is typed on its distinct
spellings, so each function sees every spelling once.
"""
