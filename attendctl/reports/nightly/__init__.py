"""The summary of a night: on the terminal, and as one page for the morning."""
