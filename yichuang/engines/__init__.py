"""Pure reckoning without Django or a database: rules, plans, calendar, codes, merkle, charts, search.

Reads no file that is not its own and touches no table; a day is given to it, or asked of `base.clock`.
"""
