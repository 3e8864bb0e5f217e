"""The fewest judgements that would have to differ for a rating to be another."""
