"""What is true of a framework without any data: worked examples and what they cover."""
