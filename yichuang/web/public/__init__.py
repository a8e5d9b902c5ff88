"""Pages for everybody, without an account: services, measures, verification, progress, logging in."""
