"""Parsers that Python has, as peers of `make bench-mime`: the same commands and answers as MIMEBenchmark (Postroom/PeerLoop.swift)."""

import re
import sys
import time
from pathlib import Path
from zlib import crc32

import with_email

WHITE = re.compile("[ \t-\r]+")


def crc(data):
    return f"{crc32(data):x}"


def header_crc(text):
    return "-" if text is None else crc(collapsed(text))


def collapsed(text):
    return WHITE.sub(" ", text).strip(" ").encode("utf-8", "replace")


def addresses_crc(addresses):
    """Of (name, address) pairs; None where there is no such field."""
    if addresses is None:
        return "-"
    return crc(b"".join(collapsed(name) + b"\0" + address.encode("utf-8", "replace") + b"\n" for name, address in addresses))


def write_digests(peer, mails, path):
    with open(path, "w") as file:
        for mail in mails:
            parts, fields, subject, sender, to, leaves = peer.digest(mail)
            file.write(f"M {parts} {fields} {header_crc(subject)} {addresses_crc(sender)} {addresses_crc(to)}\n")
            for kind, content in leaves:
                if isinstance(content, str):
                    content = content.encode("utf-8", "replace")
                if kind.startswith("text/"):
                    content = content.replace(b"\r\n", b"\n")
                file.write(f"L {kind} {len(content)} {crc(content)}\n")


def read_pack(path):
    data, mails, position = Path(path).read_bytes(), [], 0
    while position < len(data):
        length = int.from_bytes(data[position : position + 8], "little")
        mails.append(data[position + 8 : position + 8 + length])
        position += 8 + length
    return mails


def run(work, mails, nanoseconds):
    loops, start = 0, time.process_time_ns()
    while True:
        consumed = sum(work(mail) for mail in mails)
        loops += 1
        spent = time.process_time_ns() - start
        if spent >= nanoseconds:
            return f"ok {spent} {loops} {consumed}"


def main():
    if sys.argv[1] == "fast-mail-parser":
        import with_fast_mail_parser

        peer = with_fast_mail_parser.FastMailParser()
    else:
        peer = with_email.Email(sys.argv[1])
    mails = []
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        try:
            if command == "load":
                mails = read_pack(argument)
                answer = f"ok {len(mails)} {sum(map(len, mails))}"
            elif command == "run":
                mode, nanoseconds = argument.split()
                answer = run(getattr(peer, mode), mails, int(nanoseconds))
            elif command == "digest":
                write_digests(peer, mails, argument)
                answer = "ok"
            else:
                answer = "unknown command"
        except Exception as error:  # what a parser raises is its answer
            answer = f"{type(error).__name__}: {str(error)[:80]}".replace("\n", " ")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
