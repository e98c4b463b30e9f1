"""Speed as ratios: attendctl against the bare engine and a pandas script, in one run on one machine.

``make bench`` prints the table. Nothing here is a test: a machine's seconds
mean little, and a ratio of two neighbours in one run means much.
"""
