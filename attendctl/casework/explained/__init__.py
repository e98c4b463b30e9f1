"""The parts of an explanation: marks, band, law, steps, what would change, letters written."""
