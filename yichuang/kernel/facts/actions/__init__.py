"""Deeds of the room of facts, one file each."""
