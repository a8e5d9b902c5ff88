"""One deed a file. Every deed runs under the case's lock, through `change`."""
