"""The nouns of a scenario: frozen, validated, in seconds and shares.

Each field's description states meaning, unit and an example; the reference, the schema and the hints of errors come from here.
Field names carry their unit; what the analyst writes is the alias. Fields that a file leaves out have the default shown here.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    model_validator,
)

from simulator.units import on_grid, parse_duration, parse_rate_per_hour, parse_share, parse_time_of_day, shown


class Noun(BaseModel):
    """Base of all nouns: unknown keys are refused, a text is no number, nothing can be changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _by_time(value: object) -> object:
    """Read a step function of the day: one value, or ``{"08:00": value, …}``, each valid until the next."""
    if not isinstance(value, Mapping):
        return {"00:00": value}
    if not value:
        raise ValueError('at least one time is wanted, as {"08:00": …}.')
    times: set[float] = set()
    for key in value:
        try:
            time_s = parse_time_of_day(key)
        except ValueError:
            continue  # The key's own validation says so, at the key.
        if time_s in times:
            raise ValueError(f"the time '{key}' is given twice.")
        times.add(time_s)
    return value


def _in_order(steps: dict[float, Any]) -> dict[float, Any]:
    return dict(sorted(steps.items()))


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    raise ValueError(f"a number of contacts, 0 or more, is wanted, got {shown(value)}.")


def _people(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError(f"a whole number of agents is wanted, got {shown(value)}.")


Duration = Annotated[float, BeforeValidator(parse_duration)]
Share = Annotated[float, BeforeValidator(parse_share)]
RatePerHour = Annotated[float, BeforeValidator(parse_rate_per_hour)]
TimeOfDay = Annotated[float, BeforeValidator(parse_time_of_day)]
_PerHour = Annotated[float, BeforeValidator(_number)]
_People = Annotated[int, BeforeValidator(_people)]
StepsPerHour = Annotated[dict[TimeOfDay, _PerHour], BeforeValidator(_by_time), AfterValidator(_in_order)]
StepsOfRate = Annotated[dict[TimeOfDay, RatePerHour], BeforeValidator(_by_time), AfterValidator(_in_order)]
StepsOfAgents = Annotated[dict[TimeOfDay, _People], BeforeValidator(_by_time), AfterValidator(_in_order)]


class Horizon(Noun):
    """The day that is simulated."""

    from_s: TimeOfDay = Field(alias="from", description='When the center opens, as "08:00".')
    to_s: TimeOfDay = Field(
        alias="to",
        description='When it closes, as "18:00"; "26:00" is 2:00 of the next day. Who comes at this instant comes too late.',
    )
    interval_s: Duration = Field(1800.0, alias="interval", description="The length of a reporting interval, as 30m.")
    at_close: Literal["serve_out", "clear"] = Field(
        "serve_out",
        description="What becomes of those who still wait at closing: `serve_out`, agents stay until the queue is empty; `clear`, they are sent away. Contacts in hand are finished in both.",
    )

    @model_validator(mode="after")
    def _check(self) -> "Horizon":
        if self.to_s <= self.from_s:
            raise ValueError("'to' must be later than 'from'.")
        if self.interval_s <= 0:
            raise ValueError("'interval' must be longer than nothing.")
        return self


class Channel(Noun):
    """A way to reach the center: data and one of a few behaviours."""

    behaviour: Literal["live"] = Field("live", description="`live`: customer and agent are there at the same time.")
    exclusive: Literal[True] = Field(True, description="An agent on such a contact has no other.")
    lines: PositiveInt | None = Field(
        None, description="Contacts that fit at once, waiting and talking; the next is blocked. Left out: no limit."
    )


class Recorded(Noun):
    """Arrival times replayed from a file."""

    file: str = Field(description="A CSV file, beside the scenario.")
    time: str = Field(
        "time", description='The column with the arrival: seconds since 00:00 or a time of day as "09:30:15".'
    )
    where: dict[str, str | int | float] = Field(
        default_factory=dict, description="Only rows whose columns have these values, as {contact_type: PS}."
    )


class Arrivals(Noun):
    """How many come, and when: exactly one of the forms."""

    rate: StepsOfRate | None = Field(
        None, description='A Poisson rate, as 240/h, or by time of day, as {"08:00": 4/min, "12:00": 6/min}.'
    )
    per_hour: StepsPerHour | None = Field(
        None,
        description='Poisson arrivals per hour by time of day, as {"08:00": 40, "12:00": 95}; each holds until the next, before the first nobody comes.',
    )
    recorded: Recorded | None = Field(None, description="Recorded arrival times, the same in every replication.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"rate": value} if isinstance(value, str | int | float) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _one_form(self) -> "Arrivals":
        _exactly_one(self)
        return self

    def rate_per_hour_steps(self) -> dict[float, float]:
        """Return {time of day in s: contacts per hour from then on}; empty when recorded."""
        return self.rate or self.per_hour or {}


class Source(Noun):
    """Who comes and why. The chance of a case belongs to its source, not to what a strategy makes of it."""

    arrivals: Arrivals = Field(description="How many come, and when.")


class Exponential(Noun):
    """Many short ones, a few long ones; sd = mean."""

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean, as 4m.")


class Lognormal(Noun):
    """The usual shape of talk times."""

    mean_s: Duration = Field(alias="mean", gt=0, description="The mean, as 4m.")
    sd_s: Duration | None = Field(None, alias="sd", description="The standard deviation, as 3m; or give cv.")
    cv: Share | float | None = Field(None, description="Standard deviation / mean, as 0.9 or 90%; or give sd.")

    @model_validator(mode="after")
    def _one_spread(self) -> "Lognormal":
        if (self.sd_s is None) == (self.cv is None):
            raise ValueError("give either 'sd' or 'cv', as {mean: 4m, sd: 3m}.")
        if self.spread < 0:
            raise ValueError("the spread cannot be negative.")
        return self

    @property
    def spread(self) -> float:
        """Return the coefficient of variation."""
        return float(self.cv) if self.cv is not None else (self.sd_s or 0.0) / self.mean_s


class Distribution(Noun):
    """A duration that differs from contact to contact: exactly one shape."""

    exponential: Exponential | None = Field(None, description="As {mean: 4m}.")
    lognormal: Lognormal | None = Field(None, description="As {mean: 4m, sd: 3m}.")
    deterministic: Duration | None = Field(None, description="Always the same, as 4m; a bare duration means this.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return (
            {"deterministic": value} if isinstance(value, str | int | float) and not isinstance(value, bool) else value
        )

    @model_validator(mode="after")
    def _one_shape(self) -> "Distribution":
        _exactly_one(self)
        return self

    @property
    def mean_s(self) -> float:
        """Return the exact mean in seconds."""
        if self.exponential:
            return self.exponential.mean_s
        if self.lognormal:
            return self.lognormal.mean_s
        return self.deterministic or 0.0


class Target(Noun):
    """A promise: this share within this time."""

    share: Share
    within_s: Duration

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        words = value.split(" in ") if isinstance(value, str) else []
        if len(words) != 2:
            raise ValueError(f"a service level is written as 80% in 20s, got {shown(value)}.")
        return {"share": words[0].strip(), "within_s": words[1].strip()}


def _nothing() -> Distribution:
    return Distribution.model_validate("0s")


def _patience(value: Any) -> Any:
    if isinstance(value, str) and value != "endless" and not any(sign.isdigit() for sign in value):
        raise ValueError(f"a duration, a distribution or endless is wanted, got {shown(value)}.")
    return None if value == "endless" else value


class ContactType(Noun):
    """One kind of wish on one channel."""

    from_: str = Field(alias="from", description="The source these contacts come from.")
    share: Share = Field(
        1.0,
        description="The share of the source's cases that are of this type, as 60%. The shares of a source add up to 100%.",
    )
    channel: str = Field(description="The channel they come on.")
    talk: Distribution = Field(description="How long agent and customer talk.")
    wrap_up: Distribution = Field(
        default_factory=_nothing, description="How long the agent works on it afterwards. Left out: not at all."
    )
    patience: Annotated[Distribution | None, BeforeValidator(_patience)] = Field(
        description="How long a customer waits before leaving, or `endless`."
    )
    service_level: Target = Field(
        default_factory=lambda: Target.model_validate("80% in 20s"),
        description="The target, as 80% in 20s; the time is also the T of the service level's variants.",
    )
    short_abandon_s: Duration | None = Field(
        None,
        alias="short_abandon",
        description="Who leaves within this time is a short abandon. Left out: the target's time.",
    )
    queue_limit: NonNegativeInt | None = Field(
        None, description="How many may wait; the next is blocked. Left out: no limit."
    )
    ranks: dict[str, PositiveInt] = Field(
        default_factory=dict,
        description="In which order groups are tried, as {front: 1, back: 2}; 1 first, equal ranks together, groups left out last. Left out: all equal.",
    )

    @property
    def short_s(self) -> float:
        """Return the longest wait of a short abandon, in seconds."""
        return self.service_level.within_s if self.short_abandon_s is None else self.short_abandon_s


class Serves(Noun):
    """How a group serves a contact type."""

    priority: PositiveInt = Field(
        1, description="What a freed agent takes first; 1 is first, equal priorities by the contact rule."
    )


class AgentGroup(Noun):
    """People who can do the same."""

    agents: StepsOfAgents = Field(
        description='Agents on duty: a number, or by time of day, as {"08:00": 4, "12:00": 6}; each holds until the next, before the first nobody is there.'
    )
    serves: dict[str, Serves] = Field(
        min_length=1, description="The contact types they serve, as {orders: {priority: 1}}."
    )


class Routing(Noun):
    """Which agent, which contact."""

    agent: Literal["longest_idle"] = Field(
        "longest_idle", description="Which of the free agents of the best rank: `longest_idle`."
    )
    contact: Literal["longest_wait"] = Field(
        "longest_wait", description="Which of the waiting contacts of the best priority: `longest_wait`."
    )


class Run(Noun):
    """How often the day is simulated, unless the command says otherwise."""

    replications: PositiveInt = Field(50, description="Independent days per strategy.")
    seed: NonNegativeInt = Field(1, description="Where all chance comes from.")
    confidence: Share = Field(0.95, gt=0, lt=1, description="Of the intervals, as 95%.")


class Scenario(Noun):
    """A contact center, its customers, and nothing left to decide: one strategy in one future."""

    version: Literal[1] = Field(description="The version of the scenario language: 1.")
    name: str = Field(min_length=1, description="What the scenario is called in reports.")
    question: str = Field("", description="The question it answers, in a sentence.")
    horizon: Horizon
    channels: dict[str, Channel] = Field(min_length=1)
    sources: dict[str, Source] = Field(min_length=1)
    contact_types: dict[str, ContactType] = Field(min_length=1)
    agent_groups: dict[str, AgentGroup] = Field(min_length=1)
    routing: Routing = Field(default_factory=Routing)
    run: Run = Field(default_factory=Run)
    folder: str = Field(".", exclude=True, description="Where the scenario's files are; set by the reader.")

    @property
    def interval_starts_s(self) -> tuple[float, ...]:
        """Return the start of each reporting interval; the last one may be shorter than the others."""
        horizon, starts = self.horizon, []
        start_s = horizon.from_s
        while start_s < horizon.to_s:
            starts.append(start_s)
            start_s = on_grid(start_s + horizon.interval_s)
        return tuple(starts)


def _exactly_one(noun: Noun) -> None:
    names = list(type(noun).model_fields)
    given = [name for name in names if getattr(noun, name) is not None]
    if len(given) != 1:
        got = "none" if not given else " and ".join(given)
        raise ValueError(f"exactly one of {', '.join(names)} is wanted, got {got}.")
