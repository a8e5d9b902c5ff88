"""Measurements of what the platform does beside what a peer does."""
