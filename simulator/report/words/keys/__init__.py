"""The keys of the language in words: what a strategy changes, as a reader says it.

`key_words.py` is asked; it knows an area for each section of a scenario, one function in a file of its own here. A
feature with keys of its own brings its words there; a key without any is told as it is written.
"""
