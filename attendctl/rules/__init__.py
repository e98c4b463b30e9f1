"""The law and national definitions as dated TOML, and the one reader of them.

A school's own choices are policies (``attendctl.policies``), never rules.
"""
