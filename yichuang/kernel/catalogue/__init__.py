"""Dictionary, items, tables and adopted sets, as published and pinned.

Never reads the folders of measures itself, never changes what a case has pinned.
"""
