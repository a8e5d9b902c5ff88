"""Deeds on people: one file a noun."""
