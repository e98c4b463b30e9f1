"""The answer to a subject access request: one ZIP with a page to read and tables for any program."""
