"""The summary report of a round: numbers, charts, pages and sheets."""
