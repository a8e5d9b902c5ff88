"""How cases really went: time of each step, ways, rework, what to expect; summed as cases end.

Never decides anything about a case, never looks at persons: posts and departments only. Decision 0090.
"""
