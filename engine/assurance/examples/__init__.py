"""Worked examples: what is given, what the rules should give, and whether they do."""
