"""The house keeps to its own plan: walls, sizes, lists equal to code, documents equal to code."""
