"""The reader that says what a rule means, in sentences."""
