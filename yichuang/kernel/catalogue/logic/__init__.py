"""What a published pack means, worked out without a database: names, values, answers, tables, guides."""
