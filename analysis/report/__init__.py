"""Studies in words and tables."""
