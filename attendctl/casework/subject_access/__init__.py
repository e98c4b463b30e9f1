"""What a child, or its parents, may ask to see: everything that is held about it, and nobody else's data."""
