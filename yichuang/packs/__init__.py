"""Reads the folders of measures, checks everything, hands each section to the room that owns it.

Never interprets a section that belongs to another room.
"""
