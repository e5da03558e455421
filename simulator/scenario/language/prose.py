"""What the scenario reference says in sentences; the tables between them are made from the nouns.

The examples in it are read by a test, and what it says of the engine is played through by another.
"""

BEGINNING = """# The scenario file

*Written from the nouns by `python -m simulator.scenario.language.scenario_reference > docs/scenario-reference.md`.*

A scenario is a text file (YAML) that states a contact center, its customers, and what could be changed about both. This
page has every key. The words are in [GLOSSARY.md](../GLOSSARY.md), the metrics in [metrics.md](metrics.md), and
[first_steps.yaml](../scenarios/first_steps.yaml) is a commented scenario to copy.

[The shape of a file](#the-shape-of-a-file) · [How values are written](#how-values-are-written) · [The nouns](#the-nouns) ·
[Strategies and futures](#strategies-and-futures) · [extends](#extends) · [checks](#checks) · [goal](#goal) · [acknowledged](#acknowledged) ·
[Who serves whom](#who-serves-whom) · [Several contacts at once](#several-contacts-at-once) · [Several days](#several-days) ·
[Files of the past](#files-of-the-past) · [What happens at one instant](#what-happens-at-one-instant)
"""

SHAPE = """## The shape of a file

The smallest one, complete:

```yaml
# yaml-language-server: $schema=../docs/scenario.schema.json
{example}```

The first line is for editors: those that know YAML schemas then complete keys, show what they mean and mark what is
wrong while you write. It is a comment, with the way from your file to the schema; `ccsim schema` prints the schema.

- A key stands before a colon, what belongs to it stands indented below it, or in braces on the same line. After a `#`
  everything is a comment.
- Whatever can be changed by a strategy has a **name** that you choose: `channels`, `sources`, `contact_types`,
  `agent_groups` are mappings by name, not lists. Names are letters of any language, digits, `_` and `-`, beginning with
  a letter, at most 60; `times` and `add` are not free. A letter with an accent is the same however it is stored.
- An unknown key, a repeated key, a missing unit, a name that does not exist are errors, all reported at once with line
  and column.

`ccsim init` writes a commented scenario to begin with. `ccsim validate FILE` reads a file and tells all that is wrong or odd
in it. `ccsim show FILE -s STRATEGY` prints what a strategy makes of it.
"""

VALUES = """## How values are written

Every number says its unit. A strategy can change a number with `{times: 1.2}` (or `{times: 120%}`) and `{add: …}`; the last
column shows what can be added.
"""

AFTER_VALUES = """
*By time of day* means: one value for the whole day, or a mapping such as `{"08:00": 4, "12:00": 6}`. Each value holds until
the next time; before the first there is nobody, or nothing comes. Durations go by the clock at which the contact arrives:
before the first time they are as after the last one, and an hour after midnight it is 01:00, also of a day that goes on.

Texts that begin with a sign YAML uses itself (`{ [ * & ! % @`), or hold a colon followed by a blank, need quotation marks,
and so do times of day. `yes`, `no` and `on` are texts; only `true` and `false` are yes and no. An empty value is `null`.
"""

NOUNS = """## The nouns

In the tables, *required* means that the key must be there; anything else may be left out and then is what the last column
says. The examples belong to the small file above; each is complete enough to be laid over it.
"""

CHANGES = """## Strategies and futures

What the center decides are its **strategies**; what it does not decide are **futures**. Every strategy can be run in every
future. Both are mappings by name, and each writes only what it changes:

```yaml
strategies:
  as_today: {}                                    # nothing is changed
  one_more:
    agent_groups: {front: {agents: {add: 1}}}
  one_more_and_faster:
    based_on: one_more                            # its changes come first
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
| a mapping | is laid over the one that is there: its keys are changed, all others stay |
| any other value | takes the place of the old one |
| `null` | removes what is there: a group, a limit, a step of the day |
| `{times: 1.2}` | multiplies the number that is there, or the numbers in the mapping; also as a percentage, `{times: 120%}` |
| `{times: 110%, round: up}` | the same of whole numbers, as agents or lines; `round` is `up`, `down` or `nearest` and goes for every number, so for every step, by itself |
| `{add: 2}` | adds to it; less than nothing is refused. A time of day moves by a duration: `{add: 30m}` |

What is multiplied or added to as a whole may be written in any form:

| over | `{times: 1.1}` | `{add: …}` |
|---|---|---|
| a duration, as `talk` | makes all of it 1.1 times as long: mean, `sd`, percentiles and ends, each step of the day, each part of a mixture; `cv`, `phases` and shares stay | moves it: mean, percentiles and ends are so much longer; `sd`, `cv` and shares stay |
| `arrivals` | brings 1.1 times as many: rates, points, `per_day`, `count`; `profile`, `curve` and `weekday` stay | adds to each rate or number |
| a campaign | multiplies `lift` or `lift_of_source` | adds to it |
| `empirical` or `counts` | multiplies their `factor`, because the numbers are in a file | is refused |
| `recorded` | is refused: each arrival has happened once. For fewer, the source has `keep: 80%`; for more, take `counts` | is refused |
| whole numbers | needs `round` where the result is no whole number: 9 × 110% = 9.9 becomes 10 with `round: up`, and 10 × 110% is 11 | |

A source's `arrivals_on` is another key: `{arrivals: {times: 1.2}, arrivals_on: {times: 1.2}}` changes both. Other numbers
that are changed together must be of one kind. Where only one of several keys can stand, a new one takes the place of the old: laid over a lognormal
talk, `{exponential: {mean: 3m}}` makes it exponential; laid over `{mean: 4m, cv: 0.9}`, `{sd: 3m}` replaces the `cv` and
keeps the mean, and `{mean: 5m}` keeps the `cv`.

A duration for the whole day takes the place of durations by time of day, and those that of one. Where one number stands for
two, as in `handle_time: 1.2`, `{talk: 1.5}` leaves the other.

The first strategy is the baseline that others are compared with. `base` is the file without any strategy; it always exists,
and every strategy that does not say `based_on` begins there. A strategy that changes who comes or when is marked *customers
differ*: a difference is then not the work of the center alone, so it is told apart, and neither it nor the others can be best
against each other. Another contact type, channel, share, segment, talk or patience leaves the customers who they are.
`version`, `strategies`, `futures`, `checks`, `goal` and `acknowledged` cannot be changed.

A strategy or a future may have a `title`, which reports call it by, and a `note`, as channels, contact types and agent groups
may: no number depends on either, and a run stays the same run when one is mended. Its name is still what options, CSV and JSON
have; it may have blanks and signs in it, but no more than 60, none that cannot be seen, and no `=`, `+`, `-` or `@` in front.

What changes a value, in this order: the file, the strategy it is based on, the strategy, the future, `--set`.

On the command line, `--set` changes a value in every strategy and future: `--set agent_groups.front.agents=12`,
`--set 'contact_types.orders.talk={times: 0.9}'`, `--set 'agent_groups.front.agents."10:00"=6'`.

What only some strategies have, as a group that a strategy adds, is set in those, by the same path; the others are as without
it.

`--vary` runs a grid of values of what `--set` can set:

| written | points |
|---|---|
| `--vary agent_groups.a.agents=8..12:2` | 3: from, to, step |
| `--vary agent_groups.a.agents=8,9 --vary agent_groups.b.agents=1,2` | 4: all combinations |
| `--vary "agent_groups.a.agents+agent_groups.b.agents=8+1,9+2"` | 2: the paths move together; `+` joins paths and their values, ranges too (`8..10:1+1..3:1`), but not in quotation marks and brackets |

Without `-s` it runs the baseline, and beside it the strategies that alone have what is varied.
"""

EXTENDS = """## extends

```yaml
extends: first_steps.yaml
name: First steps, a quieter summer
sources:
  shoppers: {arrivals: {times: 0.8}}
```

A file that extends another is laid over it as a strategy is laid over its base, with the same `null`, `{times: …}` and
`{add: …}`. A list names several files; later ones lie over earlier ones, each once, even when two of them extend a third.

- Strategies and futures are merged by name: new ones are added, `null` instead of one removes it, and where both files
  change the same thing, the upper file's change replaces the other's. A list (`checks`) replaces a list, a `goal` a goal.
- Files are named as seen from the file that names them, recorded data too. They are in the scenario's folder or in one
  inside it, unless the command says `--allow-outside`.
- A message about a value points to the file where it stands, and says who extends that file. `ccsim show FILE --why PATH`
  tells which files, strategies and settings had a say in a value.
"""

CHECKS = """## checks

Promises that `ccsim check` judges, for people and for CI jobs: exit code 0 when all hold, 1 when one is broken, 4 when more
replications are needed to tell.

```yaml
checks:
  - service_level(orders) >= 80%
  - asa_s < 20s
  - abandonment_rate(all, 09:00-09:30) <= 5%
  - occupancy(group:front) <= 85%
  - service_level(orders, every interval) >= 70%
  - days(service_level(orders) >= 80%) >= 90%
```

A check is `metric(of, interval) comparison limit`.

- *of* is a contact type (`orders` or `type:orders`), `channel:voice`, `group:front`, `segment:vip` or `all`; left out it is
  `all`. A segment is everybody of the name, whatever the type.
- *interval* is one reporting interval of the horizon; left out it is the whole horizon. Of several days it is a day by its
  name, or an interval of a day: `service_level(orders, friday) >= 80%`, `asa_s(friday 09:00-09:30) < 20s`.
  `every interval` asks it of each: it holds when it holds in each one that has a value, and is broken when it is broken
  in one; the worst one is shown.
- The comparison is `>=`, `<=`, `>` or `<`.
- The limit is in the metric's unit: `80%`, `20s`, `12/h`, `40h`, or a number of contacts or of money.

A check that has nothing to judge, because nobody came, is broken.

**Checks of days.** A mean can be in target while hardly a day is: 80 % in the mean of a year may be half the days with 95 %
and half with 65 %. `days(check) comparison share` asks each day by its own value, and judges the share of days that keep
what stands in the parentheses, which may be any check: `days(service_level(orders) >= 80%) >= 90%` is *on at least 90 % of
days at least 80 %*, and `days(service_level(orders, every interval) >= 80%) >= 50%` wants it of a day in each of its
intervals. A day without a value counts in neither. Where a replication is one day the interval of the share is the exact
one (Clopper and Pearson), so a few good days show little: for `>= 90%` at 95 % confidence it takes 36 replications even if
every day keeps it, for `>= 95%` 72, for `>= 99%` 368. `ccsim validate` says so where `run.replications` is fewer. Of several
days each is a day. Types' own targets need no check to be counted: `days_in_target(orders) >= 90%`.

Every contact type has a target of its own beside them, its `service_level`. Each answer says which targets are missed, those
of the checks and those of the types, the worst first. The exit code of `ccsim check` goes by the checks alone; where they all
hold and a type misses its own service level, the last line says so.

| metric | in words | limit, as | of |
|---|---|---|---|
"""

ACKNOWLEDGED = """## acknowledged

Warnings that are known and meant. A warning says its kind in brackets at its end; the kind, `at` and the place it is about are
what stands here, so that it is recognised whatever its numbers are. It is then counted and no longer shown, in every strategy
and on every day, and `--strict` lets it pass. One that no longer occurs is a warning itself.

```yaml
acknowledged:
  - overload at contact_types.orders
```

| kind | what it is about |
|---|---|
"""

GOAL = """## goal

What *best* means in tables, sentences, pictures and documents. Left out, the strategy is best that serves most of all who came
in time: that cannot be had by blocking, clearing or deflecting anybody.

```yaml
goal:
  best: {served_in_time(orders): 2, served_in_time(all): 1}
  within:
    quick: asa_s(orders) <= 2m
    hours: agent_hours <= 70
```

- `best` is a measure, written as in a check without its limit: `served_in_time(channel:voice)`, `asa_s(orders)`, `staff_cost`.
  Whether more or less of it is better, the [catalogue](metrics.md) knows; what has no better direction, as `occupancy`, is no
  goal.
- With weights it is the weighted mean of several measures of one unit and one better direction, each of its own contacts:
  `{served_in_time(channel:voice): 2, served_in_time(channel:chat): 1}`.
- `within` has conditions, each a check with a name of yours. A strategy that breaks one cannot be best, and the answer says
  so; one of which that cannot be told yet may be best and is not yet.

The goal is the same for all strategies and futures, and decides no number: a run that is kept answers by the goal it was made
with.

"""

RULES = """## Who serves whom

A group may serve the types under its `serves`, each with a *priority*; a contact type may *rank* groups. Which of the two
counts depends on who chooses:

- **A contact looks for an agent** when it arrives. Among the free agents who may serve it, those of the best-ranked group
  come first (groups it does not name are last, and all are equal where nothing is ranked); among them the agent rule
  decides. Priorities do not matter: a free agent has nothing better to do.
- **An agent looks for a contact** on becoming free. Among the waiting contacts the agent's group may serve, those of the best
  priority come first; among them the contact rule decides. Ranks do not matter: the agent who is free is the one there is.

So with a front group for orders, and experts who serve advice and also orders:

| `ranks` of orders | priorities of the experts | an order arrives, both groups have somebody free | an expert becomes free, an older order and younger advice wait |
|---|---|---|---|
| none | equal | the agent idle longest, of either group | takes the order |
| none | advice 1, orders 2 | the agent idle longest, of either group | takes the advice |
| front 1, experts 2 | equal | somebody of the front | takes the order |
| front 1, experts 2 | advice 1, orders 2 | somebody of the front | takes the advice |

Before both stands `after`: a group may take a contact only once it has waited that long. A contact that reaches that wait
looks again for an agent; an agent leaves alone what is too young for the group.

Nobody waits while an agent who may serve them is free, unless agents are kept empty (below). Agents idle for the same time are taken in the order of their
numbers, contacts that waited for the same time in the order in which they came.

## Several contacts at once

On a channel with `slots`, as chat, an agent may have several contacts in hand. Each of them holds a slot from the answer to
the end of its wrap-up. With more in hand, work on each goes on at a lower `speed`: talk and wrap-up say how long a contact
takes alone, and at a speed of 0.5 it takes twice as long. When the number in hand changes, the speed of all of them changes.

A contact on a channel without slots needs the whole agent: it goes only to an agent with nothing in hand, and as long as
it lasts the agent gets nothing else.

- **A chat that looks for an agent** gets, of the best-ranked groups, who has the fewest in hand (`agent: least_loaded`), or
  the most with a slot left (`agent: pack`). Ties go to who was given no contact for the longest time, then by number.
- **An agent from whose hand a contact ends** looks for another. With some left in hand only contacts in slots count, with
  an empty hand all; then the agent's priorities decide, then the contact rule. Where several agents look at one instant,
  each takes one contact, and those with a slot left look again when all others have looked.
- **A call waits** until somebody's hand is empty, whatever its priority: as long as chats come, a hand that is not empty may
  not become so. `agent: pack` and `keep_empty` keep agents for calls. Of a group, so many agents are kept with nothing in
  hand: a chat waits rather than take one of them. From closing on nobody is kept empty.
- **With two channels of several slots** a contact is taken while the number in hand, of all channels, is less than the
  slots of its own channel.
- **When fewer agents are wanted**, who has nothing in hand leaves first, then those with the fewest in hand, each the highest
  numbers first: they take nothing new and leave when their hand is empty. Who is told last is the first to stay again.

What that does to 12 agents with calls first and chats of three, 67 % loaded (4 erlangs of calls, 12 of chats, three chats as
fast as one):

| chats go to | calls answered in 20 s | chats answered in 60 s |
|---|---|---|
| the least loaded | 40 % | 99 % |
| the least loaded, two kept empty | 70 % | 99 % |
| the fullest hand with a slot left (`pack`) | 87 % | 99 % |

Three occupancies tell how full hands are: [occupancy](metrics.md#occupancy), [slot load](metrics.md#slot_load),
[occupancy in focus](metrics.md#occupancy_in_focus).

## Several days

With `days: 5` in the horizon a replication is five days in a row. Whatever is written by time of day is meant on every one
of them: arrivals, shares, agents, the parts of busyness. Each day has its own customers and its own busyness, and a day more
moves nobody of the days before.

```yaml
horizon:
  from: "08:00"
  to: "18:00"
  days: 7
  weekday: monday
  hours: {friday: {to: "14:00"}, sunday: closed}
sources:
  shoppers:
    arrivals: {per_day: 500, weekday: {monday: 120%, friday: 60%}}
    arrivals_on: {saturday: {per_day: 200, profile: {"10:00": 70%, "14:00": 30%}}}
    campaigns: {mailing: {on: wednesday, at: "10:00", lift: 30/h, half_life: 8h}}
agent_groups:
  front: {agents: {"08:00": 5, "12:00": 7}, agents_on: {saturday: 3}}
strategies:
  one_more_on_saturday: {agent_groups: {front: {agents_on: {saturday: {add: 1}}}}}
```

- **Opening and closing.** At each closing the queue is served out or cleared, contacts in hand are finished, and agents go
  home. The next day everybody begins afresh, with the lowest numbers, all idle since the opening. Who is still busy with a
  contact of the day before stays as one of today's agents; until the opening that is overtime. Who still waits is waiting
  the next day, too. Where one day closes at the instant at which the next opens, nothing closes: work goes on.
- **Times** belong to the day on which the center opened: `"26:00"` is 2:00 of the night after it.
- **Days that differ** are named by weekday or by date, where the horizon knows them: `hours`, `agents_on`, `arrivals_on`.
  What is for a date goes before what is for its weekday, and that before what is usual.
- **Before and after.** `warm_up` simulates days before the first, `run_on` limits how long the last one may go on, and
  channels and types may have hours of their own: [time](time.md) tells of these by examples.
- **Numbers of a day** (`per_day`, `count`) are multiplied by the day's `weekday`. On a day with shorter hours what is inside
  of the `profile` brings all of them.
- **A campaign** begins on the day that `on` says, or on every day, and what it brings may go on into the days after it.
- **Recorded arrivals and counts** are about every day, unless `day` names a column that says which: a weekday, a date, or the
  number of the day, 1 being the first.
- **Days are called** by their weekday; by their date, or as *week 2 monday*, where there are more than seven; else *day 2*.
  An interval is then *monday 09:00-09:30*. Results are also reported for each day: `ccsim run` shows them, and
  `--by day` compares strategies on them. Contacts and hours of a replication are those of all its days.
- `ccsim describe` tells of one day: `--day friday`.

## Files of the past

`recorded`, `counts` and `empirical` read a CSV file beside the scenario: UTF-8, a comma between columns, the names of the
columns in the first line. What a file is and what its numbers mean is asked before anything is run.

- **A bare number is seconds**: since 00:00 where a time belongs, else of a duration. `09:30`, `09:30:15`, `3m30s` and
  `0:03:30` need no guess. Numbers that cannot be seconds (a spreadsheet's dates and times, hours, minutes, `930` for 09:30)
  are refused with what they are; where they may be, a warning says what they look like. Twenty times or more that would
  all be in the first 24 minutes of the day are refused as well, unless nothing later is simulated.
- **A point stands before decimals**, and nothing between thousands.
- **`where`** takes rows with the same text, the same number, or the same truth value, however `true` and `false` are
  written.
- **Rows outside of the opening hours** are left out, with a warning that counts them. When all rows are, that is an error.
- **Warnings** also tell of several days that are read as one because `day` is missing, rows further apart than `interval`,
  talks of no length, and patience that is taken from the waits of those who gave up.
- **Messages** about what the scenario asks of a file stand at the scenario's key; those about a cell stand in the file and
  name the key that reads it.

## What happens at one instant

Times are exact, so several things can happen at the same instant. They then happen in this order:

1. Talk and wrap-up end: of contacts that need the whole agent, then of those in slots. This only sets agents free.
2. Hours of channels and contact types end: who waits is served out, sent away or kept, as `at_close` says.
3. Agents whose duty ends leave; nobody is cut off in a contact.
4. Agents whose duty begins come; so do those of a day that opens.
5. The center closes, when it is time.
6. The run stops, when `run_on` after the last closing is over: nothing after this happens.
7. Everybody who became free, or has a slot more, looks for a contact, in the order of their numbers.
8. Hours begin: contacts that waited outside for that come in, in the order in which they arrived.
9. Contacts arrive, one after the other; each finds an agent, waits, is blocked, or meets a closed door. So do those who
   are passed on at this instant, and then those who come again, in the order of the contacts after which they come.
10. Contacts that have waited for as long as `after` says look again.
11. Whoever has waited for as long as `voicemail_after` says leaves a voicemail and is gone.
12. Whoever has no patience left leaves.

What follows from it:

- A contact whose patience, or limit of waiting, ends at the instant an agent becomes free is answered.
- When patience and limit end at one instant, a voicemail is left.
- A contact that arrives at that instant comes after those who wait.
- An agent whose contact and duty end together takes no new one.
- Who comes at the instant of closing comes too late; the horizon is half-open, from `from` to just before `to`, and so
  are hours.
"""
