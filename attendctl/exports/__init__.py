"""Reading any MIS's export: recognise the layout, find the table, type its columns, refuse.

Layouts and header names are declarations (``layouts/*.toml``). Nothing here
writes to the ledger: a file becomes staged tables (``attendctl.ledger.incoming``)
or a list of refusals.
"""
