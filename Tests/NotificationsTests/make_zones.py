#!/usr/bin/env python3
"""Makes Zones/: files of the tz database, and what Python's zoneinfo says about 10,000 times in each.

The files are kept too, so that a newer tz database does not change what is expected. Run it again to take newer ones.
"""
import datetime
import pathlib
import zoneinfo

ZONES = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Asia/Kolkata",
    "Asia/Tokyo", "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Casablanca", "America/Godthab", "Pacific/Chatham",
    "Antarctica/Troll", "UTC",
]
HERE = pathlib.Path(__file__).parent / "Zones"
FIRST, LAST = -2_000_000_000, 6_000_000_000  # 1906 to 2160
MASK = (1 << 64) - 1


def times(count, seed):
    """The generator of TimeZoneTests.swift."""
    state = seed
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        yield FIRST + (state >> 33) * (LAST - FIRST) // (1 << 31)


def main():
    HERE.mkdir(exist_ok=True)
    lines = []
    for seed, name in enumerate(ZONES, 1):
        source = pathlib.Path("/usr/share/zoneinfo") / name
        file = HERE / (name.replace("/", "-") + ".tzif")
        file.write_bytes(source.read_bytes())
        with file.open("rb") as content:
            zone = zoneinfo.ZoneInfo.from_file(content, key=name)
        total = 0xCBF29CE484222325
        samples = []
        for index, time in enumerate(times(10_000, seed)):
            local = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).astimezone(zone)
            offset = int(local.utcoffset().total_seconds())
            for number in [offset & MASK, *local.tzname().encode()]:
                total = (total ^ number) * 0x100000001B3 & MASK
            if index < 12:
                samples.append(f"  {time} {offset} {local.tzname()}")
        lines += [f"{name} {total:016x}"] + samples
    (HERE / "answers.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
