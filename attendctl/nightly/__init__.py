"""The unattended run: the same functions as the commands, in order, each of which can be run again."""
