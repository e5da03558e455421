"""Texts of files: YAML read and written, trees of nodes, rows of CSV, what a value looks like."""
