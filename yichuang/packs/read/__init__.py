"""Reads the written form of packs into the catalogue's values. Reports nothing: the checks have looked before."""
