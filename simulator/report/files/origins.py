"""Where values came from, for people: the value, and below it every say that somebody had in it."""

from collections.abc import Iterator, Sequence

from simulator.scenario.resolved.origin import Origin


def origin_lines(origins: Sequence[Origin]) -> Iterator[str]:
    """Yield the lines; a value that was written once and never changed is one line."""
    heads = [f"{one.path}: {one.value or 'removed'}" for one in origins]
    width = max((len(head) for head, one in zip(heads, origins, strict=True) if len(one.steps) == 1), default=0)
    for head, one in zip(heads, origins, strict=True):
        if len(one.steps) == 1:
            yield f"{head:<{width}}  {one.steps[0].place}"
            continue
        yield head
        said = max((len(step.said) for step in one.steps), default=0)
        for step in one.steps:
            yield f"  {step.said:<{said}}  {step.place}"
