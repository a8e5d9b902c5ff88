"""Pure reckoning without Django or a database: rules, plans, calendar, codes, lottery, merkle, scoring.

Never reads a file that is not its own, never asks the time, never touches a table.
"""
