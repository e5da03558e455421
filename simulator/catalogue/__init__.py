"""The metrics as data, so that they can be checked before a run, listed, documented and never implemented twice."""

from simulator.catalogue.case_metrics import CASE_METRICS, WATCHED_S
from simulator.catalogue.conversation_metrics import CONVERSATION_METRICS
from simulator.catalogue.count_metrics import COUNT_METRICS
from simulator.catalogue.floor_metrics import FLOOR_METRICS
from simulator.catalogue.further_metrics import FURTHER_METRICS
from simulator.catalogue.help_metrics import HELP_METRICS
from simulator.catalogue.intervention_metrics import INTERVENTION_METRICS
from simulator.catalogue.metric import DAYS, Better, Grain, Instant, Metric, Unit
from simulator.catalogue.overflow_metrics import OVERFLOW_METRICS
from simulator.catalogue.service_metrics import SERVICE_METRICS
from simulator.catalogue.silent_metrics import SILENT_METRICS
from simulator.catalogue.staff_metrics import STAFF_METRICS
from simulator.catalogue.work_metrics import COST_METRICS, WORK_METRICS

__all__ = ["DAYS", "HEADLINE", "METRICS", "WATCHED_S", "Better", "Grain", "Instant", "Metric", "Unit"]

_ALL = (
    *SERVICE_METRICS,
    *WORK_METRICS,
    *COUNT_METRICS,
    *COST_METRICS,
    *CASE_METRICS,
    *FURTHER_METRICS,
    *OVERFLOW_METRICS,
    *INTERVENTION_METRICS,
    *HELP_METRICS,
    *CONVERSATION_METRICS,
    *SILENT_METRICS,
    *FLOOR_METRICS,
    *STAFF_METRICS,
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
HEADLINE = "served_in_time"
"""The metric a comparison leads with: it cannot be gamed by blocking, clearing, deflecting, or by customers who have to
come again."""
