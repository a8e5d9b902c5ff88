"""Migrations of the room `trail`."""
