"""The parts of a simulation: which weeks, what is remembered, what was done, groups and differences."""
