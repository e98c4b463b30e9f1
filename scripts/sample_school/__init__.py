"""The generator of the sample school: invented pupils, two terms of marks, every layout of an export.

Every number comes from one seed, so that the files are the same on every
machine. Nothing of ``attendctl`` is used here: the sample must be able to
contradict it.
"""
