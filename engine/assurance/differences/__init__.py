"""What changed from one framework to another: words, structure, and what the rules give."""
