"""One file per foreign system (bank, sms, identity provider, map ...), each with a simulated twin.

Never decides anything, never runs inside a transaction.
"""
