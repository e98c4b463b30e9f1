"""What a school celebrates: percentages that may be published, races, and the pupils who reached an award."""
