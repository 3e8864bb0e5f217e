"""What is true of a framework without any data."""
