"""Header fields in Stalwart's expected output, and how they are held against Postroom's.

Of a field that a header has twice, Stalwart's accessors give the last one.
"""

from datetime import datetime, timedelta, timezone

from deviations import Deviation, Tally
from probe import Parsed
from tree import Reading


def header(part: dict, name: str) -> object:
    """The value of a header field: a str, or the inner value of a typed one."""
    for field in reversed(part["headers"]):
        if field["name"] == name:
            value = field["value"]
            return next(iter(value.values())) if isinstance(value, dict) else None
    return None


def media_type(part: dict) -> str | None:
    value = header(part, "content_type")
    if not isinstance(value, dict):
        return None
    return "/".join(filter(None, (value["c_type"], value["c_subtype"]))).lower()


def parameter(part: dict, field: str, name: str) -> str | None:
    value = header(part, field)
    if not isinstance(value, dict):
        return None
    return next((a["value"] for a in value["attributes"] or [] if a["name"] == name), None)


def read_fields(root: dict) -> dict[str, object]:
    """The fields that are compared, for each the mail has: subject, from, to, date."""
    names = {field["name"] for field in root["headers"] if isinstance(field["name"], str)}
    readers = {"subject": _subject, "from": _addresses, "to": _addresses, "date": _date}
    return {name: read(header(root, name)) for name, read in readers.items() if name in names}


def _subject(value: object) -> str:
    return value if isinstance(value, str) else ""


def _addresses(value: object) -> list[tuple[str, str]]:
    """(name, address) of each address; those of groups as if they stood in a plain list."""
    if not isinstance(value, dict):
        return []
    groups = value.get("Group") or [{"addresses": value.get("List", [])}]
    return [_pair(address) for group in groups for address in group["addresses"]]


def _pair(address: dict) -> tuple[str, str]:
    return (address.get("name") or "", address.get("address") or "")


def _date(value: object) -> datetime | None:
    if not isinstance(value, dict):
        return None
    offset = timedelta(hours=value["tz_hour"], minutes=value["tz_minute"])
    zone = timezone(-offset if value["tz_before_gmt"] else offset)
    fields = [value[name] for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return datetime(*fields, tzinfo=zone)
    except ValueError:
        return None


def compare_fields(reading: Reading, ours: Parsed, tally: Tally) -> None:
    """Adds every header field of the reading, and every deviation, to the tally."""
    for name, expected in (reading.fields or {}).items():
        tally.compared += 1
        actual = _our_field(name, ours)
        if expected != actual:
            detail = f"peer {expected!s:.160}, ours {actual!s:.160}"
            deviation = Deviation(reading.peer, reading.mail, "1", name, detail, ours.has_defects)
            tally.deviations.append(deviation)


def _our_field(name: str, ours: Parsed) -> object:
    """Postroom's field in the form of `read_fields`."""
    if name == "subject":
        return ours.field(name) or ""
    if name == "date":
        date = ours.root.get("date")
        return None if date is None else datetime.fromisoformat(date)
    return [(name, address) for name, address in ours.root.get(name, [])]
