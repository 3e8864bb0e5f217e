"""What ``assay check`` says of a framework that can be read: lines, ratings, leftovers."""
