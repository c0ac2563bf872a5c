"""What days a date of EDTF can mean. Qualifiers (~ ? %) do not move its ends."""
import calendar
import datetime
import re


class Span:
    """A year, a month or a day: its first and last day, and the period that a rate may be of."""

    def __init__(self, text):
        text = text.rstrip("~?%")
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
            raise ValueError(f"not a date: {text}")
        parts = [int(part) for part in text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else None
        if len(parts) == 3:
            self.first = self.last = datetime.date(*parts)
        elif month:
            self.first = datetime.date(year, month, 1)
            self.last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        else:
            self.first, self.last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        self.period = None if len(parts) == 3 else text


def spans(text):
    """What the date may be, and whether each end is open: ([Span], open start, open end)."""
    if text.startswith("["):
        inner = text[1:-1]
        if ".." in inner:
            ends = inner.split("..")
            return [Span(end) for end in ends if end], not ends[0], not ends[1]
        return [Span(one) for one in inner.split(",")], False, False
    if "/" in text:
        start, end = text.split("/")
        return [Span(one) for one in (start, end) if one != ".."], start == "..", end == ".."
    return [Span(text)], False, False


def last_day(text):
    """The last day that the date can mean; none if it is open."""
    all_, _, open_end = spans(text)
    # What lasted ends at its end, also where only the year is known in which it began.
    return None if open_end else all_[-1].last if "/" in text else max(span.last for span in all_)


def first_day(text):
    all_, open_start, _ = spans(text)
    return None if open_start else all_[0].first if "/" in text else min(span.first for span in all_)


def rate_span(text):
    """The day or period whose rate counts: the last one of several, the end of what lasted; none if it is open."""
    all_, _, open_end = spans(text)
    if "/" in text and not open_end:
        return all_[-1]
    return None if open_end else max(all_, key=lambda span: (span.last, span.first))


def day(text):
    return datetime.date.fromisoformat(text)
