"""Independent nouns of the field (requests, policies, funds ...), each on the kernel's doors.

Never does one block import another.
"""
