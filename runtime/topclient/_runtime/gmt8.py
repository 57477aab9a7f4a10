"""Points in time as the platform writes them.

In:  aware or naive ``datetime``, text, epoch milliseconds.
Out: ``yyyy-MM-dd HH:mm:ss`` in GMT+8, and aware times in GMT+8, whatever the time zone of the machine.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

GMT8 = timezone(timedelta(hours=8))


def now() -> datetime:
    """Return the time of the machine's clock, aware, in GMT+8."""
    return datetime.now(GMT8)


def to_aware(moment: datetime) -> datetime:
    """Return the time in GMT+8; a naive one is taken as such."""
    return moment.replace(tzinfo=GMT8) if moment.tzinfo is None else moment.astimezone(GMT8)


def to_text(moment: datetime) -> str:
    """Return the platform's text of a time, cut to seconds; a naive time is taken as GMT+8.

    ``OverflowError`` for the first and last hours that ``datetime`` knows.
    """
    if moment.tzinfo is not None:
        moment = moment.astimezone(GMT8).replace(tzinfo=None)
    return moment.isoformat(" ", "seconds")


def from_text(text: str) -> datetime:
    """Return the aware time that a text means; one without an offset is GMT+8. ``ValueError`` for other texts."""
    if len(text) == 19 and text[16] == ":":  # the platform's own form; replace() takes longer than all the rest
        return datetime.fromisoformat(text + "+08:00")
    return to_aware(datetime.fromisoformat(text))


def from_epoch(milliseconds: int) -> datetime:
    """Return the aware time, to the millisecond."""
    return datetime.fromtimestamp(milliseconds // 1000, GMT8) + timedelta(milliseconds=milliseconds % 1000)
