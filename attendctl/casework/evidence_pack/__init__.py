"""The evidence pack for the local authority: what it holds, and what would get it returned."""
