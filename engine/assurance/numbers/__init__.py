"""Rules in whole numbers: a small core, and everything that a rule can meet, row by row."""
