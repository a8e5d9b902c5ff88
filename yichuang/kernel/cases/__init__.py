"""The engine that runs every process as a graph of nodes, with its inbox and clocks.

Never knows what a case is about, never runs a node kind it was not given.
"""
