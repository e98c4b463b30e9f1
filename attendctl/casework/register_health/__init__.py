"""A register's health: what is missing, can hardly be right, or was changed late; each with a way out."""
