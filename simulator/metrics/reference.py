"""The reference of all metrics, written from the catalogue and the functions: ``docs/metrics.md``.

    python -m simulator.metrics.reference > docs/metrics.md

Generated, so that what is printed, documented and computed cannot drift apart; a test compares the file with this.
"""

import inspect
import sys
from collections.abc import Callable
from typing import Any

from simulator.catalogue import HEADLINE, METRICS, Better, Grain, Instant, Metric, Unit
from simulator.metrics import (
    announced,
    conversations_held,
    conversed,
    days_kept,
    further,
    handed_over,
    helped,
    intervened,
    overflowed,
    presence,
    replied,
    resolution,
    service,
    silent,
    staff_use,
    targets_met,
    waits,
    work,
)

FUNCTIONS: dict[str, Callable[..., Any]] = {name: service.count for name in METRICS if name in service.COUNTED} | {
    "served_in_time": service.served_in_time,
    "served_in_time_while_open": service.served_in_time_while_open,
    "service_level": service.service_level,
    "service_level_of_answered": service.service_level_of_answered,
    "service_level_without_short": service.service_level_without_short,
    "service_level_short_met": service.service_level_short_met,
    "abandonment_rate": service.abandonment_rate,
    "blocked_share": service.blocked_share,
    "asa_s": waits.average_speed_of_answer,
    "wait_s_mean": waits.mean_wait,
    "wait_s_p50": waits.wait_quantile,
    "wait_s_p90": waits.wait_quantile,
    "wait_s_p95": waits.wait_quantile,
    "wait_s_p50_daily": waits.wait_quantile,
    "wait_s_p90_daily": waits.wait_quantile,
    "wait_s_p95_daily": waits.wait_quantile,
    "days_in_target": days_kept.days_in_target,
    "days_every_interval": days_kept.days_every_interval,
    "aht_s": work.average_handle_time,
    "closed": work.is_closed,
    "closed_unsolved": work.is_unsolved,
    "unsolved_share": work.unsolved_share,
    "closed_per_hour": work.closed_per_hour,
    "closed_per_agent_hour": work.closed_per_hour,
    "closed_per_paid_hour": work.closed_per_hour,
    "occupancy": work.occupancy,
    "slot_load": work.slot_load,
    "occupancy_in_focus": work.occupancy_in_focus,
    "replies": replied.replies,
    "reply_s_mean": replied.mean_time_to_reply,
    "conversations": conversed.conversations,
    "conversations_per_hour": conversed.conversations_per_hour,
    "conversations_per_agent_hour": conversed.conversations_per_hour,
    "assigned_s_mean": conversed.mean_wait_until_assigned,
    "resolution_s_mean": conversed.mean_time_to_resolution,
    "left_waiting": conversed.left_waiting,
    "left_waiting_share": conversed.left_waiting_share,
    "timed_out": conversed.timed_out,
    "timed_out_share": conversed.timed_out_share,
    "abandoned_in_hand": conversed.abandoned_in_hand,
    "open_conversations": conversed.open_conversations,
    "reply_s_p50": replied.reply_quantile,
    "reply_s_p90": replied.reply_quantile,
    "replied_in_time": replied.replied_in_time,
    "first_reply_after_15min": replied.first_reply_after_15min,
    "first_reply_in_target": targets_met.first_reply_in_target,
    "reply_in_target": targets_met.reply_in_target,
    "solved_in_target": targets_met.solved_in_target,
    "active_mean": conversations_held.mean_in_hand,
    "inactive_mean": conversations_held.mean_in_hand,
    "open_mean": conversations_held.mean_in_hand,
    "handed_over": handed_over.handed_over,
    "handed_over_waiting_share": handed_over.handed_over_waiting_share,
    "parked": handed_over.parked,
    "reading_hours": handed_over.reading_hours,
    "silent": silent.silent,
    "silent_share": silent.silent_share,
    "apparent_service_level": silent.apparent_service_level,
    "apparent_abandonment_rate": silent.apparent_abandonment_rate,
    "closed_in_vain": silent.closed_in_vain,
    "in_vain_hours": silent.hours_in_vain,
    "silent_slot_hours": silent.hours_in_vain,
    "silent_slot_share": silent.silent_slot_share,
    "agent_hours": work.agent_hours,
    "staff_cost": work.staff_cost,
    "cost_per_closed": work.cost_per_closed,
    "attempts_per_case": resolution.attempts_per_case,
    "repeated_share": resolution.repeated_share,
    "solved_share": resolution.solved_share,
    "contacts_per_solved_case": resolution.contacts_per_solved_case,
    "first_contact_resolution": resolution.first_contact_resolution,
    "resolution_by_transfer": resolution.resolution_by_transfer,
    "fcr_measured": resolution.fcr_measured,
    "passed_on_share": resolution.passed_on_share,
    "story_hours": resolution.story_hours,
    "further_waits": further.further_waits_count,
    "further_service_level": further.further_service_level,
    "further_abandonment_rate": further.further_abandonment_rate,
    "further_wait_s_mean": further.further_wait_mean,
    "further_wait_s_p50": further.further_wait_quantile,
    "further_wait_s_p90": further.further_wait_quantile,
    "further_wait_s_p95": further.further_wait_quantile,
    "sent_away_share": service.sent_away_share,
    "overflowed": overflowed.overflowed,
    "channel_changes": overflowed.channel_changes,
    "offers": overflowed.offers,
    "offers_accepted": overflowed.offers_accepted,
    "announced": announced.announced_count,
    "announced_answered": announced.announced_answered,
    "announced_error_s": announced.announced_error,
    "announced_bias_s": announced.announced_bias,
    "interventions": intervened.interventions,
    "off_phone_hours": work.off_phone_hours,
    "calls_for_help": helped.calls_for_help,
    "helped_share": helped.helped_share,
    "help_wait_s_mean": helped.mean_wait_for_help,
    "helping_hours": work.helping_hours,
    "scheduled_hours": work.scheduled_hours,
    "paid_hours": work.paid_hours,
    "on_duty_hours": presence.on_duty_hours,
    "available_hours": presence.available_hours,
    "talk_hours": work.talk_hours,
    "wrap_up_hours": work.wrap_up_hours,
    "break_hours": work.break_hours,
    "away_hours": work.away_hours,
    "absent_hours": work.absent_hours,
    "unpaid_absent_hours": presence.unpaid_absent_hours,
    "overtime_hours": work.overtime_hours,
    "on_call_hours": work.on_call_hours,
    "cost_per_contact": staff_use.cost_per_contact,
    "cost_per_answered": staff_use.cost_per_answered,
    "cost_per_served_in_time": staff_use.cost_per_served_in_time,
    "cost_per_solved_case": staff_use.cost_per_solved_case,
    "utilisation_of_paid_time": staff_use.utilisation_of_paid_time,
    "utilisation_of_logged_in_time": staff_use.utilisation_of_logged_in_time,
    "adherence": staff_use.adherence,
    "adherence_with_absence": staff_use.adherence_with_absence,
    "conformance": staff_use.conformance,
    "conformance_of_shifts": staff_use.conformance_of_shifts,
}
"""The function for a single table that computes each metric."""

_UNITS = {
    Unit.SHARE: "share, 0 to 1",
    Unit.SECONDS: "seconds",
    Unit.PER_HOUR: "contacts per hour",
    Unit.HOURS: "hours",
    Unit.MONEY: "money",
    Unit.RATIO: "a number",
}
_BETTER = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEITHER: "neither direction is better",
}
_INSTANTS = {
    Instant.ARRIVAL: "counted in the interval of arrival",
    Instant.CLOSING: "counted in the interval of closing",
    Instant.CLOCK: "counted in the interval in which the time was spent",
}
_GRAINS = {
    Grain.CONTACT: "contacts",
    Grain.CASE: "cases",
    Grain.REPLY: "replies",
    Grain.WAIT: "further waits",
    Grain.SPAN: "time",
    Grain.INTERVENTION: "interventions",
    Grain.HELP: "calls for help",
    Grain.HAND_OVER: "hand-overs",
}
_OF = {
    "all": "everything",
    "type": "a contact type",
    "channel": "a channel",
    "group": "an agent group",
    "segment": "a segment",
    "team": "a team",
}

_BEGINNING = f"""# Metrics

*Written from the catalogue and the functions by `python -m simulator.metrics.reference > docs/metrics.md`.*

- **Division by nothing** gives no value (NaN in tables, null in JSON), never 0. A count of nothing is 0.
- **The target time** T is that of the contact's own type (`service_level: 80% in 20s`), and so is the short-abandon
  time (`short_abandon`; by default T). The test is `wait <= T`; times are exact, so a wait of exactly T is in time.
- **What is counted** is a contact, a case, a reply, a further wait, time, an intervention, or a call for
  help. A customer who leaves and comes again for the same need makes two contacts and one case.
- **A contact ends once** and is counted once: answered (in time or late), abandoned (short or late), blocked, refused
  outside the hours, cleared at closing, sent away by an overflow rule, gone after leaving a voicemail, or still open.
  *Offered* contacts were neither blocked nor met a closed door. An answered contact counts as answered, however it
  ended afterwards, with its first wait and its first answer, for the group that answered. Handle time is all talk and
  wrap-up, by all agents; the closing counts for the group that closed the contact.
- **Moved** contacts (redirected, moved by an overflow rule or by an accepted offer) count once: with the type, channel,
  segment and interval of their arrival, the outcome of where they went, and one wait from their first entry into a
  queue to the first answer.
  **Passed on** contacts were answered and transferred to another type: that answer counts, and the wait after the
  transfer is in no service level; only the last contact of the chain is closed. Handle time and closing count where
  the work was done.
- **Sent away** by an overflow rule (`end`), on arrival or while waiting, counts as offered and not answered, and so
  do contacts that are refused or cleared only because an intervention closed their type during its hours: these
  contacts are in the denominator of every service level and not in time, like the abandoned, so ending contacts does
  not improve it. Contacts *cleared* at closing and voicemails are left out of service levels; *served in time* counts
  them all. A contact that is sent away after an answer counts as answered.
- **A further wait** is the wait of a contact that was passed on, redirected or moved: it counts where it begins, by the
  type of the contact then and T of that type, and for the group to which the contact was passed by name. A contact
  that is moved while it waits again goes on with that wait. The functions take the table that
  `simulator.metrics.sent_on.further_waits` makes of contacts and times of transfers.
- **Overflow.** What rules did (`overflowed`, `channel_changes`, `offers`) counts as what the contact was then, also for
  types that contacts only become, and each time: a contact moved twice is in `overflowed` twice, in `moved` once.
- **Announced waits** are compared with the wait of answered contacts. Customers who hang up at once because of the
  announcement have abandoned after a wait of 0 s, and count as short abandons.
- **Off the phone** is paid work on no contacts: what shifts plan of it, shrinkage, and the way of agents whom an
  intervention moves or calls in, with the cost of the group to which they go. It counts in agent hours and in the cost;
  occupancies leave it out, as they leave out breaks, absence and time away.
- **Helping** another agent is work: it counts in the occupancy and in the load of slots as a contact of the helper's
  own would, but helpers answer and close nothing, and it is no handle time. A call for help counts in the interval in
  which it was made.
- **A conversation** is one contact. It is answered when the first reply is sent: its wait ends then, in the queue or in
  an agent's hand, and customers who leave before are abandoned. Those who leave while waiting for a later reply, and
  conversations closed because the customer wrote no more, were answered and are not closed. Conversations that an agent
  took are closed, left waiting, timed out, abandoned in hand, or open when the run ended. The work on replies and the
  wrap-up are the handle time. An agent with an active conversation in hand is engaged; occupancy in focus counts only
  the time in which something is done.
- **Targets of conversations** (`targets` of a contact type) are judged from the log, each type by its own. Time counts
  always, or with `clock: hours` of the channel only inside the type's opening hours. Exactly the target's time is in
  time; what is open when the run ended is not in time once more has counted, and undecided before. For groups, only
  conversations that an agent took count.
- **Paid hours** are the sum of all states: available, talk, wrap-up, helping, break, off the phone, away, absent.
  **Agent hours** leave out absence. Breaks and absence that are not paid are in none of them. Overtime is not a state
  but a part of the hours in which the states are. Metrics of these states are shown for groups whose agents are known
  one by one; hours of helping for all.
- **A case is in time** when its first request for a human was answered within T of that type, or when a machine solved
  it alone. Later contacts do not change it. It counts where and when its first contact arrived. A case is **solved** if
  its last contact ended solved: closed by an agent, or by a machine that could help.
- **Closed doors.** Contacts refused outside the hours, or sent to voicemail at once, arrived, were not offered, and are
  not in time; `served_in_time_while_open` leaves them out. A voicemail after a wait was offered.
- **Still open** contacts were neither answered nor gone when the run ended. At the last closing, or when the run was
  stopped, T is over for some of them: they count as not in time, in *served in time* and in the service level alike.
  Contacts that have waited for less than T by then are **not yet decided**: an e-mail of half an hour ago with a target
  of four hours is neither a success nor a failure, and counts as neither; the same holds for contacts that still wait
  for an opening. The closing is the limit, even if agents work on after it, so that it is the same for every strategy.
- **Coming again.** An *attempt* is a contact that a customer makes, with all that it becomes where it is moved or
  passed on. A case has one or several; its metrics count where and when the first contact arrived, whenever the others
  did. Customers who would come again after the last simulated day leave cases with unknown outcome: shares of solved
  cases leave them out, and they are counted separately. Within a type a contact may be passed on too, to a group
  or back into its line: it remains one contact, which several agents served.
- **First contact resolution** cannot be measured in a real center, but a simulation knows it: solved at the first
  attempt, by one agent. Centers measure which customers do not come back: `fcr_measured` is their number, in which
  customers who give up count as helped. Each case is observed from its first answer for the `fcr_window` of the type of
  its first contact, 7 days by default; customers who come back later count as helped, and cases first answered so late
  that the window ends after the run are left out.
- **Warm-up.** Contacts that arrived before the reported time, and their cases, are left out of everything counted by
  arrival; closings and work within the reported time count.
- **Intervals** are half-open: a contact that arrives at the end of one belongs to the next. What happens after closing
  is in the row of the whole horizon and in no interval. Of several days, each has a row of its own, which includes what
  happens after its closing; a count, or hours, of the whole horizon cover all its days.
- **Over replications** a ratio is the ratio of the sums, so that a busy day weighs more than a quiet one; a count is
  the mean. A quantile of waits is taken over the contacts of all replications together: *90 % waited at most 1m02s*
  describes the contacts. It is read from bins that are at most 0.4 % wide and include their upper end, so at least that
  share waited at most that long; whole seconds up to 8m32s are ends of bins, and so are 10, 15, 20, 30 minutes, 1, 2,
  4 hours. Its interval is derived from that of the share (Woodruff, 1952): it ends where the share within could just be
  the requested one, and there is none if it would lie beyond all contacts.
- **Means of days.** `wait_s_p90_daily` is the mean of the days' quantiles, without days on which no wait ended. A
  quiet day weighs as much as a busy one, so on busy days more than 10 % of the contacts wait longer.
- **Days that meet the target**: `days_in_target` and `days_every_interval` count days. With one day in a replication
  their interval is the exact binomial one (Clopper and Pearson), so its width is never 0: if all of 20 days met
  the target, the true share of days may still be 83 %.
- **Differences** are taken within replications, which have the same customers. With several strategies beside the
  baseline, the intervals of one metric (of one thing, in one interval of the day) hold *jointly*: each has the
  confidence 1 - (1 - c) / k for k strategies (Bonferroni), so the best of many is not best by chance, and one
  strategy more makes every interval a little wider. A strategy *is best* if it beats every other one in such
  an interval; although the leader is chosen from the same data, the wrong strategy is called best at most as often as
  stated (Hsu, comparisons with the best). With several futures, the differences by the goal hold jointly over all of
  them; those of other metrics hold in each future, all of them at each point of a grid, and along a grid every step
  from a point to its neighbour holds separately. The signs of a table broken down (`--by`) hold jointly over all its
  rows.
- **Too close to matter** (≈) is a difference whose whole interval is within 0.1 points, for shares, or 0.5 % of the
  baseline's value and at least 0.1 s for times. It is a reading aid of the tables; the verdict in JSON and CSV is
  about the sign of the difference alone.
- **The goal** of a comparison, by which a strategy is best, is `{HEADLINE}` by default: every other
  service level can be improved by blocking or clearing contacts, or by sending them to voicemail.
- **The same formulas for a real center**: the function named with each metric, in `simulator.metrics`, takes any table
  with the columns it reads, such as a pandas DataFrame of an export with `ended_by` in words (agent, customer,
  abandoned, blocked, cleared, voicemail, …). `case` groups the contacts of one case, `parent` and `cause` record the
  origin of a contact; without them each contact is a case of its own.

The variants of the service level on one example: answered 1000, of them 860 within T; abandoned 60, 20 within T.

| metric | computed | value |
|---|---|---|
| `service_level` | 860 / 1060 | 81.1 % |
| `service_level_of_answered` | 860 / 1000 | 86.0 % |
| `service_level_without_short` | 860 / 1040 | 82.7 % |
| `service_level_short_met` | 880 / 1060 | 83.0 % |
"""


def reference() -> str:
    """Return the whole reference in Markdown."""
    return "\n".join([_BEGINNING, *_contents(), *(_section(metric) for metric in METRICS.values())])


def _contents() -> list[str]:
    lines = [f"| [`{m.name}`](#{m.name}) | {m.title} | {_unit(m)} | {m.better.value} |" for m in METRICS.values()]
    return ["| metric | in words | unit | better |", "|---|---|---|---|", *lines, ""]


def _section(metric: Metric) -> str:
    function = FUNCTIONS[metric.name]
    made_of = " / ".join(_in_brackets(part) for part in (metric.numerator, metric.denominator) if part)
    facts = [
        f"{_unit(metric)}; {_BETTER[metric.better]}; of {_GRAINS[metric.grain]}, {_instant(metric)}",
        "computed for " + ", ".join(_OF[kind] for kind in metric.of),
        *_notes(function),
        *(
            [f"left out of lists of all metrics (CSV, JSON, frames) where no strategy has any {_listed(metric)}"]
            if metric.where
            else []
        ),
        f"function `{_call(metric, function)}`" + (f"; measures {made_of}" if made_of else ""),
    ]
    lines = [f"## `{metric.name}`", "", f"**{metric.title}** = {metric.formula}", "", *(f"- {fact}" for fact in facts)]
    return "\n".join([*lines, ""])


def _instant(metric: Metric) -> str:
    """Return where it counts: time where it was spent, what was carried out when it was."""
    if metric.grain is Grain.HELP:
        return "counted in the interval in which the call was made"
    if metric.grain is Grain.HAND_OVER:
        return "counted in the interval in which it happened"
    if metric.grain is Grain.INTERVENTION:
        return "counted in the interval in which they were carried out"
    return _INSTANTS[metric.instant]


def _listed(metric: Metric) -> str:
    return " or ".join(f"`{name}`" for name in metric.where)


def _unit(metric: Metric) -> str:
    """Return the unit; what is counted is counted in its own."""
    return _GRAINS[metric.grain] if metric.unit is Unit.CONTACTS else _UNITS[metric.unit]


def _in_brackets(measures: tuple[str, ...]) -> str:
    text = " + ".join(f"`{name}`" for name in measures)
    return f"({text})" if len(measures) > 1 else text


def _call(metric: Metric, function: Callable[..., Any]) -> str:
    home = function.__module__.rpartition(".")[2]
    given = {"what": f'"{metric.name}"', "p": str(metric.quantile)}
    arguments = ", ".join(given.get(name, name) for name in inspect.signature(function).parameters)
    return f"{home}.{function.__name__}({arguments})"


def _notes(function: Callable[..., Any]) -> list[str]:
    """Return what a docstring says between the formula and the example: what is left out, what empty gives, source."""
    paragraphs = (inspect.getdoc(function) or "").split("\n\n")[1:]
    texts = [text for text in paragraphs if not text.startswith((" ", ">>>"))]
    return [" ".join(text.replace("``", "`").split()) for text in texts]


if __name__ == "__main__":
    # The bytes are the same whatever the language of the machine.
    sys.stdout.buffer.write(reference().encode())
