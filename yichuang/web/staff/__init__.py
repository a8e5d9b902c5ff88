"""Pages for windows, reviewers and offices: inbox, case desk, receiving, packs, operations."""
