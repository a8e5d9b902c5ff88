"""The record: one line per change, its proofs, the pending rows that reactions read, the timers.

Never changes a line once written, never knows what a line means to another room.
"""
