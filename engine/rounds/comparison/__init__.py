"""Two rounds held against each other: who is who, what changed, and what changed it."""
