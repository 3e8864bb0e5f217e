"""The fewest judgements that would have to differ for a rating to be another."""

from engine.rounds.target.choices import Change as Change
from engine.rounds.target.target import Target as Target
from engine.rounds.target.target import Way as Way
from engine.rounds.target.target import target as target
