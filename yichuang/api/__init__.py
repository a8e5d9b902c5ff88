"""The same deeds for programs: JSON under /api/v1 with OpenAPI and idempotency keys.

Never does what a page cannot do, never decides.
"""
