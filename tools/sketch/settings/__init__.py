"""Where it can stand: one function for each setting, in pixels."""
