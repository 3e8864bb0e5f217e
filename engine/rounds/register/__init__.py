"""Rounds whose providers are a table: read, rated at once, held against what was published."""
