"""What a scenario says about demand and staff before anything is simulated.

`description.py` the nouns, `whole_description.py` the whole; beside them a file for each part: `offered.py` who comes,
`load_against_staff.py` work against staff, `tightest.py` which types have too few who may serve them, `erlang_asked.py`
what Erlang's formulas ask for, `erlang_day.py` what they say of a whole day, `drawn.py` days that are drawn,
`stated_durations.py` and `stated_sources.py` what is stated against what is drawn.
"""
