"""Patterns of absence, each with what luck alone would bring, and attendance before and after each step."""
