"""A school's own policy as data: one TOML file each, strictly loaded.

Numbers of the law live in ``attendctl.rules``.
"""
