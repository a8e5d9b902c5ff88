"""Deeds of the room of documents, one file each."""
