"""The page on one pupil in its forms: one contract of plain values, and terminal, HTML and PDF from it."""
