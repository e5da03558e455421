"""What the scenario reference says of strategies, futures and files that extend others: layers over layers."""

CHANGES = """## Strategies and futures

**Strategies** are what the center can decide; **futures** are what it cannot. Every strategy can be run in every future. Both
are mappings by name, and each states only what it changes:

```yaml
strategies:
  as_today: {}                                    # changes nothing
  one_more:
    agent_groups: {front: {agents: {add: 1}}}
  one_more_and_faster:
    based_on: one_more                            # its changes are applied first
    contact_types:
      orders: {talk: {times: 0.9}, patience: {exponential: {mean: 2m}}}
  experts:
    agent_groups:
      experts: {agents: 2, serves: {orders: {}}}  # a new group
futures:
  busy:
    sources: {shoppers: {arrivals: {times: 120%}}}
  an_hour_longer:
    horizon: {to: {add: 1h}}
```

| written | what it does |
|---|---|
| a mapping | is laid over the existing one: its keys are changed, all others stay |
| any other value | replaces the old one |
| `null` | removes the existing value: a group, a limit, a step of the day |
| `{times: 1.2}` | multiplies the existing number, or the numbers in the mapping; also as a percentage, `{times: 120%}` |
| `{times: 110%, round: up}` | the same for whole numbers, as agents or lines; `round` is `up`, `down` or `nearest` and applies to every number, so to every step, by itself |
| `{add: 2}` | adds to the number; a negative result is refused. A time of day moves by a duration: `{add: 30m}` |

A number that is left out is changed from its default: `{handle_time: {times: 1.1}}` makes 1.1 where nothing was written.

Values that are multiplied or added to as a whole may be written in any form:

| over | `{times: 1.1}` | `{add: …}` |
|---|---|---|
| a duration, as `talk` | makes all of it 1.1 times as long: mean, `sd`, percentiles and ends, each step of the day, each part of a mixture; `cv`, `phases` and shares stay | moves it: mean, percentiles and ends become longer by this amount; `sd`, `cv` and shares stay |
| `arrivals` | brings 1.1 times as many: rates, points, `per_day`, `count`; `profile`, `curve` and `weekday` stay | adds to each rate or number |
| a campaign | multiplies `lift` or `lift_of_source` | adds to it |
| `empirical` or `counts` | multiplies their `factor`, because the numbers are in a file | is refused |
| `recorded` | is refused, because recorded arrivals are replayed as they happened. For fewer, write `keep: 80%` in the source; for more, use `counts` | is refused |
| whole numbers | needs `round` where the result is not a whole number: 9 × 110% = 9.9 becomes 10 with `round: up`, and 10 × 110% is 11 | |

`times` and `add` over a group's `agents` or a source's `arrivals` change the days named in `agents_on` and `arrivals_on`,
too. A day that the same change states keeps what is stated, as in `{agents: {times: 1.2}, agents_on: {friday: {times: 1}}}`,
which leaves Fridays as they are; a day whose numbers are all 0 stays so. A change of one time of day changes no named day.
Several `--set` are one change in this respect.

Other numbers that are changed together must be of one kind. Where only one of several keys is allowed, a new one replaces
the old: laid over a lognormal talk, `{exponential: {mean: 3m}}` makes it exponential; laid over `{mean: 4m, cv: 0.9}`,
`{sd: 3m}` replaces the `cv` and keeps the mean, and `{mean: 5m}` keeps the `cv`.

A duration for the whole day replaces durations by time of day, and the other way round. Where one number stands for two, as
in `handle_time: 1.2`, `{talk: 1.5}` leaves the other unchanged.

The first strategy is the baseline that the others are compared with. `base` is the file without any strategy; it always
exists, and every strategy without `based_on` builds on it. A strategy that changes who comes or when is marked *customers
differ*: its difference is then not due to the center alone, so it is shown separately, and neither it nor the others can be
best against each other. Another contact type, channel, share, segment, talk or patience does not change who the customers
are. `version`, `strategies`, `futures`, `checks`, `goal` and `acknowledged` cannot be changed.

A strategy or a future may have a `title`, which reports show instead of its name, and a `note`, like channels, contact types
and agent groups: neither changes any results, and a run stays the same run when one is edited. Options, CSV and JSON still use
the name; it may contain blanks and punctuation, but has at most 60 characters, none of them invisible, and does not begin
with `=`, `+`, `-` or `@`.

A value is changed in this order: the file, the strategy that a strategy is based on, the strategy itself, the future, `--set`.

On the command line, `--set` changes a value in every strategy and future: `--set agent_groups.front.agents=12`,
`--set 'contact_types.orders.talk={times: 0.9}'`, `--set 'agent_groups.front.agents."10:00"=6'`.

If only some strategies have the value, as in a group that a strategy adds, the same path sets it in those strategies alone.

`--vary` runs a grid of values for anything that `--set` can set:

| written | points |
|---|---|
| `--vary agent_groups.a.agents=8..12:2` | 3: from, to, step |
| `--vary agent_groups.a.agents=8,9 --vary agent_groups.b.agents=1,2` | 4: all combinations |
| `--vary "agent_groups.a.agents+agent_groups.b.agents=8+1,9+2"` | 2: the paths move together; `+` joins paths and their values, ranges too (`8..10:1+1..3:1`), except inside quotation marks and brackets |

Without `-s` it runs the baseline, and also the strategies that are the only ones to have the varied value.
"""

EXTENDS = """## extends

```yaml
extends: first_steps.yaml
name: First steps, a quieter summer
sources:
  shoppers: {arrivals: {times: 0.8}}
```

A file that extends another is laid over it as a strategy is laid over its base, with the same `null`, `{times: …}` and `{add:
…}`. A list names several files; later ones are laid over earlier ones, each once, even when two of them extend a third.

- Strategies and futures are merged by name: new ones are added, `null` instead of one removes it, and where both files
  change the same thing, the upper file's change replaces the other's. A list (`checks`) replaces a list, a `goal` a goal;
  known warnings (`acknowledged`) of both are known.
- File names, those of recorded data included, are relative to the file that contains them. The files must be in the
  scenario's folder or below it, unless the command has `--allow-outside`.
- A message about a value points to the file where it stands, and names the file that extends that one.
  `ccsim show FILE --why PATH` shows which files, strategies and settings determine a value.
"""
