"""What YAML is known for: words that mean something else to one reader than to another."""

AMBIGUOUS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])
"""Words that, without quotes, YAML readers take for something else than a word."""
