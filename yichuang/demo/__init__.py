"""A demonstration province from a seed, made through the doors, and the stories shown in it.

Never writes a table, never runs in production.
"""
