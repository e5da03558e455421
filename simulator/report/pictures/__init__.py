"""Pictures: functions from plain data to a matplotlib Figure, all in one look; the home of matplotlib.

`style.py` the look, `frame.py` titles, panels and legends, `axes.py` what axes say, `saving.py` files and bytes; beside
them a file for each picture.
"""
