"""One pupil's year as a page shows it: sessions, weeks, weekdays, spells, what was done, what was amended."""
