"""A provider's own page: its ratings, why they are what they are, and how others did."""
