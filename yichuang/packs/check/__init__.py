"""The checks: form, names, rules, tables, plans, texts. Each adds faults with places; none changes a pack."""
