"""Subjects and what is known of them: from where, since when, and who looked.

Never overwrites a fact, never decides on one.
"""
