"""The governors' paper: what a governing body is told of attendance, with no pupil in it."""
