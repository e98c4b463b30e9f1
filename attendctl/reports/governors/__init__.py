"""The governors' paper in every form: JSON, terminal, PDF and Word, each printed from the JSON's values."""
