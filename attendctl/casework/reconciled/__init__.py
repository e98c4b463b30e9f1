"""Why another tool's figure differs from ours: which rule, or which two, make the difference."""
