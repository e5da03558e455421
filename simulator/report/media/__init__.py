"""How blocks are shown: on a terminal, as Markdown, as HTML. A medium knows no result."""
