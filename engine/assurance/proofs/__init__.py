"""What rules can and cannot do: properties decided, with the smallest counterexample."""
