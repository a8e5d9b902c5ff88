"""Deeds that change two rooms or more in one transaction, and pages made from several rooms.

Never holds a table, never does what a single room can do alone.
"""
