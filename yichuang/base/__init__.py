"""The ground under every floor: texts, refusals, references, time, canonical form, pages. No Django."""
