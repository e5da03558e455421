"""The naive engine for interventions: what the people who run the center change during the day when something holds.

It adds to `lending.py` when rules are asked and what they do. In every instant, after overflow rules, all are asked in
the order of the file; when any is carried out, what follows from it in this instant comes first, and then they are
asked once more.
"""

from dataclasses import dataclass, field

from hours_changed import change_hours, groups_meant
from lending import Lending
from reference import grid

from simulator.scenario.nouns import Intervention


@dataclass
class Intervening(Lending):
    done: list[tuple[str, float, int]] = field(default_factory=list)
    """Rule, when, and what it did."""
    last_done_s: dict[str, float] = field(default_factory=dict)
    asked_at: set[tuple[str, float]] = field(default_factory=set)
    """Of rules that are asked every so often."""

    def next_times(self) -> list[float]:
        rules = self.scenario.interventions
        again = [(name, again_of(rule)) for name, rule in rules.items() if name in self.last_done_s]
        times = [self.last_done_s[name] + again_s for name, again_s in again if again_s is not None]
        times += [day.opens_s for day in self.calendar.days] if rules else []
        for name in self.scenario.contact_types if rules else ():
            times += self.calendar.beginnings(name)
        for rule in rules.values():
            times += self.looks_to_come(rule)
        return super().next_times() + [time_s for time_s in times if time_s > self.now]

    def looks_to_come(self, rule: Intervention) -> list[float]:
        """Return when a rule that is asked every so often is asked next, on each day."""
        if rule.look == "change":
            return []
        every, found = grid(rule.look), []
        for day in self.calendar.days:
            since = max(0.0, self.now - day.opens_s)
            next_s = day.opens_s + (since // every + 1) * every
            found += [next_s] if next_s < day.closes_s else []
        return found

    def rules_apply(self) -> bool:
        return super().rules_apply() or self.intervenes()

    def intervenes(self) -> bool:
        """Let every intervention be carried out that can be; return whether there is one."""
        before = len(self.done)
        for name, rule in self.scenario.interventions.items():
            if self.is_asked(name, rule) and self.holds(rule.when, None) and (did := self.carried_out(rule)):
                self.last_done_s[name] = self.now
                self.done.append((name, self.now, did))
        if len(self.done) == before:
            return False
        # Whoever was let go is through, who comes by it is there, and whoever waits outside a type that opened goes in.
        self.ends()
        self.dispatch()
        self.beginning_of_hours()
        return True

    def is_asked(self, name: str, rule: Intervention) -> bool:
        if not self.may_act(name, rule):
            return False
        if rule.look == "change":
            return True
        now_due = any(
            day.opens_s <= self.now < day.closes_s and (self.now - day.opens_s) % grid(rule.look) == 0
            for day in self.calendar.days
        )
        if not now_due or (name, self.now) in self.asked_at:
            return False
        self.asked_at.add((name, self.now))
        return True

    def may_act(self, name: str, rule: Intervention) -> bool:
        """Return whether enough time has passed since a rule was carried out."""
        last_s, again_s = self.last_done_s.get(name), again_of(rule)
        if last_s is None or any(last_s < day.opens_s <= self.now for day in self.calendar.days):
            return True
        return again_s is not None and self.now >= last_s + again_s

    def carried_out(self, rule: Intervention) -> int:
        """Do what a rule says, and return how much; 0 where nothing can be done."""
        if rule.move_people is not None:
            return self.move_people(rule.move_people)
        if rule.call_in is not None:
            return self.call_in(rule.call_in)
        changed = change_hours(self.calendar, rule, self.now)
        if rule.close is not None:
            for name in changed:
                self.hours_are_over(name)
            for name in changed:
                self.nobody_holds_what_is_kept(name)
        if rule.extend is None:
            return len(changed)
        groups = groups_meant(rule.extend.of, self.scenario)
        return len(changed) + sum(self.stay_longer(group, grid(rule.extend.by_s)) for group in groups)

    # Who meets a type that was closed

    def hours_are_over(self, name: str) -> None:
        if self.calendar.at_close(name) == "clear":
            for row in [row for row in self.waiting if self.book[row].type == name]:
                self.leave_queue(row, "sent_away")

    def refuse(self, row: int) -> None:
        visit, calendar = self.book[row], self.calendar
        by_word = calendar.is_closed_by_word_by_itself if visit.passed else calendar.is_closed_by_word
        self.end(row, "sent_away" if by_word(visit.type, self.now) else "refused")

    def clear_one(self, row: int) -> None:
        by_word = self.calendar.is_closed_by_word(self.book[row].type, self.now)
        self.end(row, "sent_away" if by_word else "cleared")


def again_of(rule: Intervention) -> float | None:
    """Return how long after it was carried out a rule may be carried out again; None: on another day."""
    if rule.again_s is not None:
        return grid(rule.again_s)
    return 60.0 if rule.verb in ("open", "close") else None
