"""Deviations and the counts they are held against."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Deviation:
    """One place where a peer and Postroom differ."""

    peer: str
    mail: str
    path: str
    # structure | type | bytes | text for leaves; subject | from | to | date for headers.
    kind: str
    detail: str
    # Whether Postroom notes a defect in the mail.
    noted: bool

    @property
    def key(self) -> str:
        return f"{self.peer}:{self.mail}:{self.path}:{self.kind}"


@dataclass
class Tally:
    """What was compared with one peer. `unit` is what is counted: leaves or header fields."""

    peer: str
    unit: str = "leaves"
    compared: int = 0
    # Those of them that are in mails in which Postroom notes no defect.
    compared_clean: int = 0
    deviations: list[Deviation] = field(default_factory=list)
    # Leaves a peer has but whose bytes cannot be compared, by the reason why.
    not_compared: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        self.not_compared[why] = self.not_compared.get(why, 0) + 1

    @property
    def deviating(self) -> int:
        """Leaves that deviate: a leaf that does so in two ways counts once."""
        return self._count(self.deviations)

    @property
    def unnoted(self) -> int:
        """Those of them that are in mails in which Postroom notes no defect."""
        return self._count([deviation for deviation in self.deviations if not deviation.noted])

    def _count(self, deviations: list[Deviation]) -> int:
        return len({(d.mail, d.path if self.unit == "leaves" else d.kind) for d in deviations})

    @property
    def percent(self) -> float:
        """The share of deviations among the mails without a defect, where no reading is a matter of choice."""
        return 100 * self.unnoted / self.compared_clean if self.compared_clean else 0.0

    def line(self, without_reason: int) -> str:
        notes = "".join(f", {count} {why}" for why, count in sorted(self.not_compared.items()))
        name = self.peer if self.unit == "leaves" else f"{self.peer} {self.unit}"
        return (
            f"{name}: {self.compared} {self.unit}, {self.compared - self.deviating} equal, "
            f"{self.deviating} deviations, {without_reason} without reason; in mails without a defect "
            f"{self.unnoted} of {self.compared_clean} ({self.percent:.1f} %){notes}"
        )
