"""What a bench needs before it can measure: tables of its own, facts, names, cases."""
