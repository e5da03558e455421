"""A strict reader of HTML pages: what is not closed, named twice, fetched from elsewhere or run is an error."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "wbr", "hr", "img", "link", "input"}


@dataclass
class Table:
    """A table as a reader sees it: its caption and rows of texts, the head first."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """A page that was read; ``wrong`` says what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.headings: list[tuple[int, str]] = []
        self.tables: list[Table] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [f"id {one} twice" for one in set(self.ids) if self.ids.count(one) > 1]
        self.wrong += [f"nothing has the id {one}" for one in sorted(self.wanted - set(self.ids))]

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        self._attributes(tag, attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        elif tag == "table":
            self.tables.append(Table())
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in ("td", "th"):
            self.tables[-1].rows[-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self._attributes(tag, attrs)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if "style" in self.open:
            self.wrong += [f"the style fetches {one}" for one in re.findall(r"url\(|@import", data)]
            return
        self.texts.append(data)
        if not self.open:
            return
        if re.fullmatch("h[1-6]", next((tag for tag in reversed(self.open) if tag not in ("bdi", "span")), "")):
            level, before = self.headings[-1]
            self.headings[-1] = level, before + data
        if "caption" in self.open:
            self.tables[-1].caption += data
        elif "td" in self.open or "th" in self.open:
            self.tables[-1].rows[-1][-1] += data

    def _attributes(self, tag, attrs):
        if tag in ("script", "iframe", "object", "embed", "link", "img"):
            self.wrong.append(f"<{tag}>")
        for key, value in attrs:
            value = value or ""
            if key == "id":
                self.ids.append(value)
            elif key.startswith("on"):
                self.wrong.append(f"{tag} runs something: {key}")
            elif key in ("src", "href", "xlink:href", "data", "action"):
                # An image that is part of the page is no reference.
                if value.startswith("#"):
                    self.wanted.add(value.removeprefix("#"))
                elif not value.startswith("data:image/png;base64,"):
                    self.wrong.append(f"{tag} refers to {value}")
            elif key in ("aria-labelledby", "aria-describedby", "headers"):
                self.wanted |= set(value.split())
            for target in re.findall(r"url\(([^)]*)\)", value):
                self.wrong += [] if target.startswith("#") else [f"{tag} fetches {target}"]
                self.wanted.add(target.removeprefix("#"))

    @property
    def text(self) -> str:
        """Return all that is written on the page, in one line."""
        return " ".join("".join(self.texts).split())

    def table(self, caption: str) -> Table:
        """Return the table with this caption."""
        return next(table for table in self.tables if table.caption == caption)
