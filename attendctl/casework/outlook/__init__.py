"""What is still achievable for one pupil by a day: sessions to come, bands, the law, one more week off."""
