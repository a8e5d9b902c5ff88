"""Big data: rules and registers over millions of subjects, columns instead of rows.

Never writes to a room but through its door.
"""
