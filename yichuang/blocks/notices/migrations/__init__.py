"""Migrations of the block `notices`."""
