"""Fields to Jinja to Markdown to PDF, and the record of what was written.

Who is due a letter is decided in ``attendctl.casework``.
"""
