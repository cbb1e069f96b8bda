"""What the check found. A finding names the kind of seal that is broken, the file and a sentence; `seal` says which question it answers."""

from dataclasses import dataclass, field

# A finding of these kinds says that a device would not take who signed, though every hash may agree.
ACCEPTANCE = {"chain", "profile", "ad-hoc", "unmet-requirement"}
# What Apple's own code does not look at: the list for systems before iOS 7 beside the current one, the room that no hash covers, and
# forms that Apple's signer would have written otherwise.
NOTES = {"old-list", "room", "form"}


@dataclass(frozen=True)
class Finding:
    kind: str
    file: str
    message: str


@dataclass
class Findings:
    list: "list[Finding]" = field(default_factory=list)

    def add(self, kind: str, file: str, message: str) -> None:
        self.list.append(Finding(kind, file, message))

    @property
    def sealed(self) -> bool:
        """Hashes, lists and signatures agree."""
        return all(finding.kind in ACCEPTANCE | NOTES for finding in self.list)

    @property
    def verified(self) -> bool:
        return all(finding.kind in NOTES for finding in self.list)


class Malformed(Exception):
    """The bytes are not what they claim to be. Its text is the message of a finding."""
