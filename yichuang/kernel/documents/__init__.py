"""Files, templates, certificates, signatures and their public verification.

Never decides whether a paper is due, never writes a file inside a transaction.
"""
