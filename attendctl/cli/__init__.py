"""The command line: one file a command. Options in, one call, result out.

No rule, SQL or arithmetic here, and no heavy import at the top of a file:
``attendctl --help`` must start as fast as Typer itself. Only this room knows
what day it is.
"""

import os

# Pydantic would read the metadata of every installed package to look for plugins: a tenth of a report's
# time. There are none, and no other package's code shall run beside a register.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
