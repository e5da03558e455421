"""What work a scenario brings, where and when, and who is there for it; nothing is simulated.

One place says it (`work_of` in `all_work.py`), made of small contributions, one file a feature in `features/`. Whatever
speaks of work takes it from here: tables and pictures of a description, Erlang's formulas, warnings of too much work.
So they cannot disagree, and a feature that brings, moves or spares work tells all of them at once.

`timeline.py` the pieces of time, `flow.py` what a contribution is, `all_work.py` all of them together; `by_piece.py`
work and staff side by side, `load_against_staff.py` one against the other, `tightest.py` which types have too few who
may serve them, `unmatched.py` work without people and people without work; `lost_at_doors.py` who meets a closed door,
`crowded_openings.py` who finds no room at an opening; `overload.py` and `odd.py` what is odd.
"""
