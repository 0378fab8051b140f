"""The 10-minute case update (clause ten-minutes): for whom it is on, its clock, and what is typed around it."""
