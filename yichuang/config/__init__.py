"""Settings, urls, asgi and wsgi, wiring: the only room that knows everyone.

Never decides anything.
"""
