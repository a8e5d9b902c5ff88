"""Reads of the catalogue; constant query counts. What never changes is kept in memory."""
