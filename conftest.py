"""What every test of the project stands on."""

pytest_plugins = ["tests.plugin_clauses"]
