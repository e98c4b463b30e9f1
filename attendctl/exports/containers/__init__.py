"""Files to tables: open any export file and give its tables as text with physical line numbers.

What a file *is* decides how it is read, never what it is called. Nothing here
knows a layout, a date or an attendance code.
"""
