"""The rule language: from text to what it means, and the readers of that."""
