"""Pages for those who apply: the form, my cases, my facts, messages."""
