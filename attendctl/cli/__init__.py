"""The command line: one file a command. Options in, one call, result out.

No rule, SQL or arithmetic here, and no heavy import at the top of a file:
``attendctl --help`` must start as fast as Typer itself. Only this room knows
what day it is.
"""
