"""What can stand in a frame: one drawing function for each family, in the subject's own units."""
