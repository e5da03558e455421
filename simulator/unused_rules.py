"""Rules that never worked in a run: overflow rules, help, interventions, campaigns; for hardly any contacts or days."""

from simulator.demand.source_cases import cases_of_campaigns
from simulator.rarely import ENOUGH_DAYS, RARE_DAYS, Findings, ever, few, rare
from simulator.run_seen import RunSeen
from simulator.scenario.text.nodes import dotted


def overflow_in_vain(run: RunSeen) -> Findings:
    """Yield overflow rules that apply to hardly any of the contacts they cover."""
    for name, rule in run.scenario.overflow.items():
        covered, (asked, applied, _) = run.covered(name), run.did(name)
        if rare(applied, covered):
            left = f", and its share left out {few(asked - applied)} more" if asked > applied else ""
            what = f"in {run.days} it applied to {few(applied)} of the {covered:,.0f} contacts it covers{left}."
            yield "overflow", dotted("overflow", name), f"the rule {ever(applied)} applied ({rule.verb}): {what}"


def interventions_in_vain(run: RunSeen) -> Findings:
    """Yield interventions that are carried out on hardly any day."""
    of = run.days_simulated
    for name in run.scenario.interventions:
        days = run.carried_out(name)[1]
        if of >= ENOUGH_DAYS and days < RARE_DAYS * of:
            what = f"in {run.days} it was carried out on {few(days)} of {of:,} days."
            yield "intervention", dotted("interventions", name), f"the intervention {ever(days)} had an effect: {what}"


def helps_in_vain(run: RunSeen) -> Findings:
    """Yield rules of help by which hardly any agent calls, and those for which hardly ever anybody comes."""
    for name in run.scenario.helps:
        talked, (calls, helped, *_) = run.talked(name), run.helped(name)
        if rare(calls, talked):
            what = f"in {run.days} agents called for help in {few(calls)} of the {talked:,.0f} talks it may cover."
            yield "help", dotted("helps", name), f"the rule {ever(calls)} had an effect: {what}"
        elif rare(helped, calls):
            what = f"in {run.days} somebody came for {few(helped)} of {calls:,.0f} calls."
            yield "help", dotted("helps", name), f"nobody helps, or hardly anybody: {what}"


def campaigns_in_vain(run: RunSeen) -> Findings:
    """Yield campaigns that bring hardly anybody, by what is expected of them."""
    came = run.total("arrived")
    for source in run.scenario.sources:
        for name, cases in cases_of_campaigns(run.scenario, source).items():
            expected = cases * run.comparison.replications
            if rare(expected, came):
                what = f"in {run.days} it is expected to bring {few(expected)} of {came:,.0f} contacts."
                yield (
                    "campaign",
                    dotted("sources", source, "campaigns", name),
                    f"the campaign brings hardly any contacts: {what}",
                )


NEVER_BY_RULES = (overflow_in_vain, interventions_in_vain, helps_in_vain, campaigns_in_vain)
"""What is looked for, in the order in which it is told."""
