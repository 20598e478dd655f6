"""From an uploaded picture to a checked still."""
