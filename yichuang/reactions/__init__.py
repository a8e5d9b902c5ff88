"""What follows from a change: one table from kinds of line to the functions that react.

Never does what must happen together with the change itself.
"""
