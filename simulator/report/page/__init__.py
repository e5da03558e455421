"""The report as one HTML file: everything a colleague needs to read, doubt and repeat a run; the home of jinja2.

`html_page.py` puts it together from a finished run and its `background.py`; beside them is a file for each section. The
template and the style sheet stand here too and end up in the page, which asks the network for nothing and runs nothing.
"""
