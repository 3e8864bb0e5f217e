"""What is true of a framework without any data: checks, proof, examples, differences."""
