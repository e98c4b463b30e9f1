"""What a policy makes due for one pupil: a module for each way in which a step comes due."""
