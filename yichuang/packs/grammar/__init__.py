"""The keys of the pack language, declared once: read by the checks, the JSON Schema and the reference.

Nothing here reads a pack.
"""
