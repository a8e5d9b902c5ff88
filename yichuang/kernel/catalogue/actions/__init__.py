"""Deeds of the catalogue, one a file."""
