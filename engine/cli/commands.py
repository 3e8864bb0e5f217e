"""All commands with their one-line help, known without loading any of them."""

from __future__ import annotations

COMMANDS = {
    "demo": ("engine.cli.demo", "Make a synthetic round, rate it and show the ratings."),
    "check": ("engine.cli.check", "Check frameworks, rules and rounds."),
    "test": ("engine.cli.test", "Run the worked examples of frameworks."),
    "prove": ("engine.cli.prove", "Say what the rules of frameworks can and cannot do."),
    "fmt": ("engine.cli.fmt", "Format rules files."),
    "rate": ("engine.cli.rate", "Rate every provider of a round."),
    "explain": ("engine.cli.explain", "Say why a rating is what it is."),
    "page": ("engine.cli.page", "Make a provider's own page."),
    "diff": ("engine.cli.diff", "Say what changed from one framework to another."),
    "impact": ("engine.cli.impact", "Say whose ratings an edited framework would change."),
    "compare": (
        "engine.cli.compare",
        "Say what changed from one round to another, and why.",
    ),
    "panel": ("engine.cli.panel", "List the results that are open to discretion."),
    "decide": ("engine.cli.decide", "Record a panel's decision."),
    "simulate": (
        "engine.cli.simulate",
        "Say how sure ratings are, given that cases were sampled.",
    ),
    "target": ("engine.cli.target", "Say what it would have taken to have a rating."),
    "tabulate": (
        "engine.cli.tabulate",
        "Tabulate questions or profile columns of a round's cases.",
    ),
    "handbook": ("engine.cli.handbook", "Make the pages of a framework's handbook."),
    "sample": ("engine.cli.sample", "Draw a sample of cases, or check one that was drawn."),
    "import": ("engine.cli.importing", "Make a round's case files from a spreadsheet."),
    "report": ("engine.cli.report", "Make the summary report of a round."),
    "new": ("engine.cli.new", "Make the files of a framework or a round."),
    "completion": ("engine.cli.completion", "Print the completion script of a shell."),
}
"""Module and help of each command, in the order of the work; a test compares the help."""
