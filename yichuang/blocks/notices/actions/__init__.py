"""Deeds of the block `notices`: one file a noun."""
