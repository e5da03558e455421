"""What a scenario says about demand and staff before anything is simulated.

`description.py` the nouns, `whole_description.py` the whole; work against staff comes from `work/`. Beside it a file
for each part: `erlang_asked.py` what Erlang's formulas ask for, `erlang_day.py` what they say of a whole day,
`drawn.py` days that are drawn, `stated_durations.py` and `stated_sources.py` what is stated against what is drawn.
"""
