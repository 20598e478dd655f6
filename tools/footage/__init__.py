"""Clips that people or engines bring: checked, then written anew in one plain form that renders fast and exactly."""
