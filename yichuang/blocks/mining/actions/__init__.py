"""Deeds of `mining`: cases counted as they end, everything counted anew."""
