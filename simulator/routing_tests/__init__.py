"""Routing tests: situations of a scenario file, played by the engine, and who gets whom in them.

From the file to an answer: `when_played.py` (when it is), `stand_ins.py` (a scenario and a workload in which the
situation is there at that instant), `playing.py` (what the engine then decides), `deciding.py` (by which rule, as a
trace says), `rule_sentences.py` (what that rule saw), `judging.py` (whether it is what was expected), `asking.py` (of
all tests, strategies and futures).
"""
