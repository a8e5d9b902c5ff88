"""Whole journeys told with a fixed cast, in a real browser, against a served portal with its worker."""
