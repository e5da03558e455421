"""What decided where nobody chose: of each decision of the engine that ends a contact or lets it wait outside.

A rule that is new, that moves a contact or ends it, joins here with a line.
"""

from simulator.engine.record import Rule
from simulator.tracing.reasons import Reason

WITHOUT_CHOICE: dict[Rule, Reason] = {
    Rule.NO_LINE: Reason.LINES,
    Rule.NO_TYPE_LINE: Reason.LINES,
    Rule.QUEUE_FULL: Reason.QUEUE_LIMIT,
    Rule.VOICEMAIL: Reason.VOICEMAIL_AFTER,
    Rule.PATIENCE: Reason.PATIENCE,
    Rule.LEFT_SILENTLY: Reason.PATIENCE,
    Rule.CLEARED: Reason.HOURS,
    Rule.REFUSED: Reason.HOURS,
    Rule.CLOSED_VOICEMAIL: Reason.HOURS,
    Rule.OUTSIDE: Reason.HOURS,
    Rule.OPENED: Reason.HOURS,
    Rule.REDIRECTED: Reason.HOURS,
    Rule.ANNOUNCED: Reason.ANNOUNCEMENT,
    Rule.MOVED_ON: Reason.OVERFLOW,
    Rule.DECLINED: Reason.OVERFLOW,
    Rule.WIDENED: Reason.OVERFLOW,
    Rule.RAISED: Reason.OVERFLOW,
    Rule.MESSAGE_LEFT: Reason.OVERFLOW,
    Rule.SENT_AWAY: Reason.OVERFLOW,
}
