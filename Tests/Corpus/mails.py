"""Finds the mails of the corpus.

A mail is named by its path below the corpus folder ("mime4j/testmsgs/example.msg"); that
name is what the keys of deviations use, so it must not depend on where the corpus lies.
"""

from dataclasses import dataclass
from pathlib import Path

# `.fuzzy1` is a mail of rspamd's. The other suffixes of the corpus (.xml, .out, .json, .txt,
# .bin, .golden, .png) are expected output or attachments; ruby-mail's `sample_output_multipart`
# is an empty file without a suffix.
MAIL_SUFFIXES = {".eml", ".msg", ".raw", ".fuzzy1"}


@dataclass(frozen=True)
class Mail:
    """One mail of the corpus."""

    name: str
    path: Path

    @property
    def folder(self) -> str:
        """The project the mail comes from: the first folder of its name."""
        return self.name.split("/", 1)[0]

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    def beside(self, suffix: str) -> Path:
        """The file beside the mail that has the mail's stem and another ending."""
        return self.path.with_name(self.path.stem + suffix)


def find_mails(corpus: Path) -> list[Mail]:
    """Every mail below the corpus folder, in the order of their names."""
    return sorted(
        (
            Mail(path.relative_to(corpus).as_posix(), path)
            for path in corpus.rglob("*")
            if path.is_file() and path.suffix in MAIL_SUFFIXES
        ),
        key=lambda mail: mail.name,
    )
