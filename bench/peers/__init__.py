"""What stands beside ours in a bench: the peer's own way to do the same work."""
