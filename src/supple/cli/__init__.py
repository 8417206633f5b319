"""Commands: words and JSON in, words and JSON out. No rules, no sums."""
