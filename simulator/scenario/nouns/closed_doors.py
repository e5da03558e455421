"""The keys of whoever has hours, a channel or a contact type: when contacts are taken, and what becomes of the others.

Channels and types have the same three keys, whatever a channel's behaviour is, so each of them is said once, here.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from simulator.scenario.nouns.basics import Name, Noun, WithShortForm
from simulator.scenario.text.suggest import nearest
from simulator.units import shown


class RedirectTo(WithShortForm):
    """What a contact that is redirected becomes; a type's name alone means `type`."""

    bare: ClassVar[str] = "type"
    example: ClassVar[str] = """\
channels:
  voice: {hours: {from: "08:00", to: "16:00"}, when_closed: {redirect: {type: urgent}}}   # or `{redirect: urgent}`
contact_types:
  orders: {share: 100%}
  urgent: {channel: voice, hours: {from: "08:00", to: "18:00"}, when_closed: voicemail, talk: 3m, patience: 2m}
agent_groups:
  front: {serves: {orders: {}, urgent: {priority: 2}}}
"""

    type: Name = Field(description="The contact type they become; a name alone means this.", examples=["urgent"])


class Redirect(Noun):
    """Customers who come while it is closed become contacts of another type."""

    example: ClassVar[str] = """\
channels:
  voice: {hours: {from: "08:00", to: "16:00"}, when_closed: {redirect: urgent}}
contact_types:
  orders: {share: 100%}
  urgent:                    # without `from`: nobody comes to it but those who are redirected
    channel: voice
    hours: {from: "08:00", to: "18:00"}
    when_closed: voicemail
    talk: 3m
    patience: 2m
agent_groups:
  front: {serves: {orders: {}, urgent: {priority: 2}}}
"""

    redirect: RedirectTo = Field(
        description="The contact type they become at the same instant; if that type is closed as well, its own "
        "`when_closed` decides.",
        examples=["urgent"],
    )

    @property
    def to(self) -> str:
        """Return the contact type they become."""
        return self.redirect.type


_WORDS = ("refuse", "voicemail", "wait")


def _redirect_or_word(value: Any) -> Any:
    if isinstance(value, Redirect) or (isinstance(value, dict) and (len(value) != 1 or "redirect" in value)):
        return value
    if isinstance(value, dict):
        (key, to), *_ = value.items()
        raise ValueError(f"expected the key redirect, got {shown(key)}. Write it as {{redirect: {to}}}.")
    if value in _WORDS:
        return value
    expected = f"expected {', '.join(_WORDS)} or {{redirect: some_type}}, got {shown(value)}."
    raise ValueError(f"{expected} {_meant(value)}".rstrip())


def _meant(value: Any) -> str:
    if not isinstance(value, str) or not value.isidentifier():
        return ""
    if value == "redirect":
        return "Name the type, as {redirect: some_type}."
    if near := "refuse" if value in ("closed", "reject") else nearest(value, _WORDS):
        return f"Did you mean '{near}'?"
    return f"If {value} is a contact type, write {{redirect: {value}}}."


WhenClosed = Annotated[
    Literal["refuse", "voicemail", "wait"] | Redirect,
    BeforeValidator(_redirect_or_word),
]


def hours_of(what: str, otherwise: str) -> Any:
    """Return the field ``hours`` of ``what``; left out, it is as ``otherwise`` says."""
    return Field(
        None,
        description=f"When {what} are taken, within the center's own opening hours: the same every day, or by day of "
        "the week or date, with `closed` or several periods on a day. A contact that arrives exactly at `to` is too "
        f"late. A day that is not named follows `every_day`, or without it the center's hours. Left out: {otherwise}.",
        examples=[
            {"from": "08:00", "to": "22:00"},
            {
                "every_day": {"from": "08:00", "to": "22:00"},
                "saturday": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "16:00"}],
                "sunday": "closed",
                "2026-12-24": {"to": "14:00"},
            },
        ],
    )


def when_closed_of(otherwise: str) -> Any:
    """Return the field ``when_closed``; left out, it is as ``otherwise`` says."""
    return Field(
        None,
        description="What happens to a contact that arrives outside the hours: `refuse`, it is turned away; "
        "`voicemail`, the customer leaves a voicemail; `wait`, it waits from the next opening on, ahead of later "
        "arrivals; `redirect`, it becomes a contact of another type. This also applies to customers who come again "
        f"while the center itself is closed. Left out: {otherwise}.",
        examples=["voicemail", {"redirect": "urgent"}],
    )


def at_close_of(otherwise: str) -> Any:
    """Return the field ``at_close``; left out, it is as ``otherwise`` says."""
    return Field(
        None,
        description="What happens to customers who still wait when the hours end: `serve_out`, agents stay until "
        "they are served; `clear`, they are sent away; `keep`, they wait until the next opening, as long as their "
        f"patience lasts. Left out: {otherwise}.",
        examples=["clear"],
    )
