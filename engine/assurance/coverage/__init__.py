"""Coverage: what of a framework's rules its worked examples exercise, and what they do not."""
