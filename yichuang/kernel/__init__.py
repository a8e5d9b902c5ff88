"""The ground of every process: cases, documents, facts, catalogue, people, trail (each may use those after it).

Never names a measure, an item or a block.
"""
