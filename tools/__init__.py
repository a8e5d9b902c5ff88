"""What builders run: checks, a generator for blocks, a PostgreSQL of one's own."""
