"""A framework as pages that can be published: texts, rules, sources, forms, what changed."""
