"""Regions, departments, posts, accounts, parties, mandates: who is who and who may do what.

Never keeps a datum of a person beyond identity and account; those are facts.
"""
