"""What the scenario reference says in sentences; the tables between them are made from the nouns.

The examples in it are read by a test, and what it says of the engine is played through by another.
"""

from simulator.catalogue import HEADLINE, METRICS

BEGINNING = """# The scenario file

*Written from the nouns by `python -m simulator.scenario.language.scenario_reference > docs/scenario-reference.md`.*

A scenario is a text file (YAML) that states a contact center, its customers, and what could be changed about both. This
page lists every key. The terms are in [GLOSSARY.md](../GLOSSARY.md), the metrics in [metrics.md](metrics.md), and
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
wrong while you write. It is a comment with the path from your file to the schema; `ccsim schema` prints the schema.

- A key stands before a colon, its content indented below it or in braces on the same line. Text after a `#` is a comment.
- Whatever a strategy can change has a **name** that you choose: `channels`, `sources`, `contact_types` and `agent_groups`
  are mappings by name, not lists. Names have letters of any language, digits, `_` and `-`, begin with a letter and have at
  most 60 characters; `times` and `add` are reserved. A letter with an accent is the same however it is stored.
- Unknown or repeated keys, missing units and unknown names are errors, all reported at once with line and column.

`ccsim init` writes a commented scenario to begin with. `ccsim validate FILE` reads a file and reports everything that is
wrong or odd in it. `ccsim show FILE -s STRATEGY` prints the scenario as a strategy changes it.
"""

VALUES = """## How values are written

Every number has its unit. A strategy can change a number with `{times: 1.2}` (or `{times: 120%}`) and `{add: …}`; the last
column shows what can be added.
"""

AFTER_VALUES = """
*By time of day* means: one value for the whole day, or a mapping such as `{"08:00": 4, "12:00": 6}`. Each value holds until
the next time; before the first, no agents are on duty and no contacts arrive. Durations depend on the clock time at which
the contact arrives: before the first time the last value holds, and an hour after midnight is always 01:00.

Texts that begin with a character that YAML uses itself (`{ [ * & ! % @`), or contain a colon followed by a blank, need
quotation marks, and so do times of day. `yes`, `no` and `on` are texts, `true` and `false` are not. An empty value is `null`.
"""

NOUNS = """## The nouns

In the tables, *required* means that the key must be there; any other key may be left out, and the last column shows what
then applies. The examples fit the small file above; each is complete enough to be laid over it.
"""

CHECKS = """## checks

Targets that `ccsim check` judges, for people and for CI jobs: exit code 0 when all are met, 1 when one is missed, 4 when more
replications are needed to decide.

```yaml
checks:
  - service_level(orders) >= 80%
  - asa_s < 20s
  - abandonment_rate(all, 09:00-09:30) <= 5%
  - occupancy(group:front) <= 85%
  - service_level(orders, every interval) >= 70%
  - days(service_level(orders) >= 80%) >= 90%
```

A check is `metric(of, interval) comparison limit`. Who gets whom in a given situation is expected under `routing_tests`
([routing.md](routing.md#routing-tests)), which `ccsim check` plays first.

- *of* is a contact type (`orders` or `type:orders`), `channel:voice`, `group:front`, `segment:vip`, `team:north` or `all`;
  left out it is `all`. A segment covers all customers in segments of that name, whatever their type.
- *interval* is one reporting interval of the horizon; left out it is the whole horizon. With several days it is a day by its
  name, or an interval of a day: `service_level(orders, friday) >= 80%`, `asa_s(friday 09:00-09:30) < 20s`.
  `every interval` applies the check to each: it is met when it is met in every interval that has a value, and missed when
  it is missed in one; the worst one is shown.
- The comparison is `>=`, `<=`, `>` or `<`.
- The limit is in the metric's unit: `80%`, `20s`, `12/h`, `40h`, or a number of contacts or of money.

A check that has nothing to judge, because no contacts arrived, is missed.

**Checks of days.** A mean can be in target while hardly a day is: an average of 80 % over a year may be half the days with
95 % and half with 65 %. `days(check) comparison share` judges each day by its own value, and then the share of days that meet
the check in the parentheses, which may be any check: `days(service_level(orders) >= 80%) >= 90%` means *at least 80 % on at
least 90 % of days*, and `days(service_level(orders, every interval) >= 80%) >= 50%` requires it in each interval of a day. A
day without a value does not count. Where a replication is one day, the confidence interval of the share is exact (Clopper and
Pearson), so a few good days prove little: `>= 90%` at 95 % confidence takes 36 replications even if every day meets the
check, `>= 95%` takes 72, and `>= 99%` takes 368. `ccsim validate` warns if `run.replications` is lower. With several days
per replication, each counts as a day. The contact types' own targets need no check to be counted by day:
`days_in_target(orders) >= 90%`.

In addition to the checks, every contact type has a target of its own, its `service_level`, and conversations may have
more, their `targets`. Each answer lists the missed targets, those of the checks and those of the types, the worst first. The exit code of `ccsim check` depends on the checks
alone; if they are all met but a type misses a target of its own, the last line says so.

| metric | in words | limit, as | of |
|---|---|---|---|
"""

EQUAL_PLANS = """## equal_plans

Which strategies are to have plans of the same size, so that a comparison is fair. Paid hours or staff cost of the plans are
worked out from shifts, breaks and rates before anything is run; a strategy that differs from the first of its list by more
than `within` is a warning, with the figures. After a run the same is asked of what was realised, overtime included.

```yaml
equal_plans:
  budget: {of: [as_today, staggered], in: paid_hours, within: 1%}
```

"""

ACKNOWLEDGED = """## acknowledged

Warnings that are known and accepted. A warning ends with its kind in brackets; write here the kind, `at` and the place of the
warning, so that it is recognised whatever its numbers are. It is then counted but no longer shown, in every strategy and on
every day, and `--strict` ignores it. An acknowledged warning that no longer occurs causes a warning itself, unless an
extended file acknowledges it. Warnings of a file and of those it extends are all known, and one in both counts once; `null`
starts from nothing. The last eight kinds are [warnings after a run](warnings.md), which only a run can show; whether they
still occur is not checked.

```yaml
acknowledged:
  - overload at contact_types.orders
```

| kind | what it is about |
|---|---|
"""

GOAL = f"""## goal

What *best* means in tables, sentences, pictures and documents. If left out, the best strategy is the one with the highest
share of *{METRICS[HEADLINE].title}*, which cannot be improved by blocking, clearing or deflecting contacts.

```yaml
goal:
  best: {{served_in_time(orders): 2, served_in_time(all): 1}}
  within:
    quick: asa_s(orders) <= 2m
    hours: agent_hours <= 70
```

- `best` is a measure, written like a check without its limit: `served_in_time(channel:voice)`, `asa_s(orders)`, `staff_cost`.
  The [catalogue](metrics.md) states whether more or less of it is better; a metric without a better direction, as
  `occupancy`, cannot be a goal.
- With weights it is the weighted mean of several measures with the same unit and the same better direction, each over its
  own contacts: `{{served_in_time(channel:voice): 2, served_in_time(channel:chat): 1}}`.
- `within` lists conditions, each a check with a name that you choose. A strategy that fails one cannot be best, and the
  answer says so; a strategy with an undecided condition may turn out to be best, but is not best yet.

The goal is the same for all strategies and futures and changes no numbers: a stored run keeps its goal.

"""

RULES = """## Who serves whom

A group may serve the types under its `serves`, each with a *priority*; a contact type may *rank* groups. Which of the two
counts depends on who chooses:

- **A contact looks for an agent** when it arrives. Among the free agents who may serve it, those of the best-ranked group
  come first (groups without a rank come last, and all are equal where nothing is ranked); among them the agent rule
  decides. Priorities do not matter here: a free agent has nothing else to do.
- **An agent looks for a contact** on becoming free. Among the waiting contacts that the agent's group may serve, those with
  the best priority come first; among them the contact rule decides. Ranks do not matter here: only this agent is free.

For example, with a front group for orders, and experts who serve advice and also orders:

| `ranks` of orders | priorities of the experts | an order arrives, both groups have a free agent | an expert becomes free, an older order and a younger advice contact wait |
|---|---|---|---|
| none | equal | the agent idle longest in either group takes it | the expert takes the order |
| none | advice 1, orders 2 | the agent idle longest in either group takes it | the expert takes the advice contact |
| front 1, experts 2 | equal | a front agent takes it | the expert takes the order |
| front 1, experts 2 | advice 1, orders 2 | a front agent takes it | the expert takes the advice contact |

Among equals, agents are chosen by `routing.agent` and contacts by `routing.contact` ([which rule does what](routing.md)).

`after` takes precedence over both: a group may take a contact only once it has waited that long. A contact that reaches that
wait looks for an agent again; agents ignore contacts that have not yet waited long enough for their group. `steps` of a
contact type do the same from its side, for any group, and can also take groups away (see docs/routing.md).

No contact waits while an agent who may serve it is free, unless agents are kept empty (below). Agents who have been idle for
the same time are taken in the order of their numbers, contacts that have waited for the same time in the order of arrival.

## Several contacts at once

On a channel with `slots`, as chat, an agent may have several contacts in hand. Each of them holds a slot from the answer to
the end of its wrap-up. With more contacts in hand, the agent works on each at a lower `speed`: talk and wrap-up state how long
a contact takes alone, and at a speed of 0.5 it takes twice as long. When the number in hand changes, so does their speed.

A contact on a channel without slots needs the whole agent: it goes only to an agent with nothing in hand, and while it lasts
the agent gets no other contact.

- **A chat that looks for an agent** goes, within the best-ranked groups, to the agent with the fewest contacts in hand
  (`agent: least_loaded`), or with the most and a slot left (`agent: pack`). Ties go to the agent who was assigned a contact
  longest ago, then by number.
- **An agent who finishes a contact** looks for another. With contacts left in hand, only contacts in slots qualify; with
  nothing in hand, all do. Then the agent's priorities decide, then the contact rule. Where several agents look at the same
  instant, each takes one contact, and those with a slot left look again when all others have looked.
- **A call waits** until an agent has nothing in hand, whatever its priority: while chats keep arriving, agents with chats in
  hand may never become empty. `agent: pack` and `keep_empty` keep agents available for calls. With `keep_empty`, this many
  agents of a group are kept with nothing in hand: a chat waits rather than take one of them, until closing. By time of day,
  each number holds until the next; when it falls, agents who were kept look at the queue at once.
- **With two channels of several slots**, a contact is taken while the number in hand, over all channels, is less than the
  slots of its own channel.
- **When fewer agents are scheduled**, agents with nothing in hand leave first, then those with the fewest in hand, each time
  the highest numbers first: they take nothing new and leave when they have nothing in hand. If more agents are scheduled
  again, the last ones told to leave are the first to stay.

12 agents, calls first and up to three chats each, 67 % loaded (4 erlangs of calls, 12 of chats, three as fast as one):

| chats go to | calls answered in 20 s | chats answered in 60 s |
|---|---|---|
| the least loaded | 40 % | 99 % |
| the least loaded, two kept empty | 70 % | 99 % |
| the agent with the most in hand and a slot left (`pack`) | 87 % | 99 % |

Three metrics show how busy agents are: [occupancy](metrics.md#occupancy), [slot load](metrics.md#slot_load) and
[occupancy in focus](metrics.md#occupancy_in_focus).

## Several days

With `days: 5` in the horizon, a replication is five days in a row. Everything written by time of day applies to each of
them: arrivals, shares, agents, the parts of busyness. Each day has customers and busyness of its own; more days change none.

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

- **Opening and closing.** At each closing the queue is served out, cleared or kept, contacts in hand are finished, and agents
  leave. The next day all agents start afresh, with the lowest numbers, idle since the opening. An agent who is still busy
  with a contact of the day before stays as one of today's agents; until the opening, that is overtime. Customers who still
  wait continue to wait the next day. If a day closes at the instant the next one opens, the center stays open.
- **Times** belong to the day on which the center opened: `"26:00"` is 2:00 of the night after it.
- **Days that differ** are named by weekday or by date, if the horizon has one: `hours`, `agents_on`, `arrivals_on`. A date
  takes precedence over its weekday, and a weekday over the usual values.
- **Before and after.** `warm_up` simulates days before the first, `run_on` limits how long the simulation continues after
  the last, and channels and types may have hours of their own: [time](time.md) explains these by examples.
- **Numbers per day** (`per_day`, `count`) are multiplied by the day's `weekday`. On a day with shorter hours, all of them
  arrive within the part of the `profile` that lies inside those hours.
- **A campaign** begins on the day given by `on`, or on every day, and its effect may continue on later days.
- **Recorded arrivals and counts** apply to every day, unless `day` names a column with the day: a weekday, a date, or the
  number of the day, 1 being the first.
- **Names of days** are their weekdays; with more than seven days their dates, or *week 2 monday*; otherwise *day 2*. An
  interval is then *monday 09:00-09:30*. Results are also reported for each day: `ccsim run` shows them, and `--by day`
  compares strategies by day. Contacts and hours of a replication are those of all its days.
- `ccsim describe` describes one day: `--day friday`.

## Files of the past

`recorded`, `counts` and `empirical` read a CSV file beside the scenario: UTF-8, a comma between columns, the names of the
columns in the first line. What a file is and what its numbers mean is asked before anything is run.

- **A bare number is seconds**: since 00:00 where a time belongs, else of a duration. `09:30`, `09:30:15`, `3m30s` and
  `0:03:30` need no guess. Numbers that cannot be seconds (a spreadsheet's dates and times, hours, minutes, `930` for 09:30)
  are refused with what they are; where they may be, a warning says what they look like. Twenty times or more that would
  all be in the first 24 minutes of the day are refused as well, unless nothing later is simulated.
- **A point stands before decimals**, and nothing between thousands.
- **`where`** takes rows with the same text, the same number, or the same truth value, however `true` and `false` are written.
- **Rows outside of the opening hours** are left out, with a warning that counts them. When all rows are, that is an error.
- **Warnings** also tell of several days that are read as one because `day` is missing, rows further apart than `interval`,
  talks of no length, and patience that is taken from the waits of those who gave up. Numbers of queues are no days, *not
  abandoned* is not abandoned, and an outcome whose meaning is uncertain is named and not counted. Other columns are looked at
  in the first 100,000 rows; a warning that rests on them says so.
- **Messages** about what the scenario asks of a file stand at the scenario's key; those about a cell stand in the file and
  name the key that reads it.

## What happens at one instant

Times are exact, so several things can happen at the same instant. They then happen in this order:

1. Talk and wrap-up end: of contacts that need the whole agent, then of those in slots. This only sets agents free.
2. Hours of channels and contact types end: waiting contacts are served out, sent away or kept, as `at_close` says.
3. Agents whose duty ends leave; no contact is cut off.
4. Agents whose duty begins arrive; so do those of a day that opens.
5. The center closes, when it is time.
6. The run stops, when `run_on` after the last closing is over: nothing happens after this.
7. All agents who became free, or have another free slot, look for a contact, in the order of their numbers.
8. Hours begin: contacts that waited for the opening enter, in the order in which they arrived.
9. Contacts arrive, one after the other; each finds an agent, waits, is blocked, or meets a closed door. The same holds for
   contacts that are passed on at this instant, and then for customers who come again, in the order of their last contacts.
10. Contacts that have waited for as long as `after` says look for an agent again.
11. Customers who have waited for as long as `voicemail_after` says leave a voicemail.
12. Customers whose patience has run out leave.

What follows from this:

- A contact whose patience or `voicemail_after` ends at the instant an agent becomes free is answered.
- When patience and `voicemail_after` end at the same instant, the customer leaves a voicemail.
- A contact that arrives at that instant comes after those who wait.
- An agent whose contact and duty end at the same instant takes no new one.
- A contact that arrives at the instant of closing is too late; the horizon is half-open, from `from` to just before `to`,
  and so are hours.
"""
