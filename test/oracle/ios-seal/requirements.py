"""Code requirements: the binary expression of slot 2, read and evaluated against who signed."""

import struct

from asn1crypto import core, x509

from certificates import INTERMEDIATE_MARKER, extension, subject_value
from findings import Malformed

SET_MAGIC, REQUIREMENT_MAGIC = 0xFADE0C01, 0xFADE0C00
DESIGNATED = 3
FALSE, TRUE, IDENT, APPLE, ANCHOR_HASH, AND, OR, NOT = 0, 1, 2, 3, 4, 6, 7, 9
CERT_FIELD, CERT_GENERIC, APPLE_GENERIC = 11, 14, 15
EXISTS, EQUAL = 0, 1


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def word(self) -> int:
        if self.at + 4 > len(self.data):
            raise Malformed("the requirement is cut off")
        self.at += 4
        return struct.unpack_from(">I", self.data, self.at - 4)[0]

    def string(self) -> bytes:
        length = self.word()
        padded = (length + 3) & ~3
        if self.at + padded > len(self.data):
            raise Malformed("a string of the requirement is cut off")
        raw = self.data[self.at : self.at + padded]
        self.at += padded
        if raw[length:].strip(b"\0"):
            raise Malformed("the padding of a string is not zero")
        return raw[:length]


def designated(blob: bytes) -> "bytes | None":
    """The expression of the designated requirement; None for an empty set."""
    reader = Reader(blob)
    if reader.word() != SET_MAGIC or reader.word() != len(blob):
        raise Malformed("slot 2 is no set of requirements")
    count = reader.word()
    if count == 0:
        return None
    if count != 1 or reader.word() != DESIGNATED or reader.word() != reader.at:
        raise Malformed("slot 2 holds something else than one designated requirement")
    if reader.word() != REQUIREMENT_MAGIC or reader.word() != len(blob) - 20 or reader.word() != 1:
        raise Malformed("the designated requirement is no expression")
    return blob[reader.at :]


def text(raw: bytes) -> bytes:
    return struct.pack(">I", len(raw)) + raw + b"\0" * (-len(raw) % 4)


def word(*values: int) -> bytes:
    return struct.pack(f">{len(values)}I", *values)


def apple_form(identifier: str, leaf: x509.Certificate) -> bytes:
    """What codesign writes for an app that Worldwide Developer Relations stands behind."""
    marker = core.ObjectIdentifier(INTERMEDIATE_MARKER).contents
    name = subject_value(leaf, "common_name") or ""
    return (
        word(AND, IDENT)
        + text(identifier.encode())
        + word(AND, APPLE_GENERIC, AND, CERT_FIELD, 0)
        + text(b"subject.CN")
        + word(EQUAL)
        + text(name.encode())
        + word(CERT_GENERIC, 1)
        + text(marker)
        + word(EXISTS)
    )


def names_apple(expression: bytes) -> bool:
    """Whether `anchor apple generic` stands where codesign puts it. Authorities of others are pinned by their certificates."""
    reader = Reader(expression)
    if reader.word() != AND or reader.word() != IDENT:
        return False
    reader.string()
    return reader.word() == AND and reader.word() == APPLE_GENERIC


def is_met(expression: bytes, identifier: str, chain: "list[x509.Certificate]") -> bool:
    reader = Reader(expression)
    met = evaluate(reader, identifier, chain, 0)
    if reader.at != len(expression):
        raise Malformed("bytes follow the requirement")
    return met


def evaluate(reader: Reader, identifier: str, chain: "list[x509.Certificate]", depth: int) -> bool:
    if depth > 64:
        raise Malformed("the requirement is nested too deeply")
    operation = reader.word()
    if operation in (FALSE, TRUE):
        return operation == TRUE
    if operation == IDENT:
        return reader.string() == identifier.encode()
    # Whether the root is Apple's is asked of the chain, not here: the private authorities of tests are shaped alike.
    if operation in (APPLE, APPLE_GENERIC):
        return True
    if operation in (AND, OR):
        left = evaluate(reader, identifier, chain, depth + 1)
        right = evaluate(reader, identifier, chain, depth + 1)
        return left and right if operation == AND else left or right
    if operation == NOT:
        return not evaluate(reader, identifier, chain, depth + 1)
    index = reader.word()
    slot = index - (1 << 32) if index >= 1 << 31 else index
    in_range = -len(chain) <= slot < len(chain)
    if operation == ANCHOR_HASH:
        digest = reader.string()
        return in_range and chain[slot].sha1 == digest
    if operation in (CERT_FIELD, CERT_GENERIC):
        field = reader.string()
        match = reader.word()
        wanted = reader.string() if match != EXISTS else b""
        if not in_range or match not in (EXISTS, EQUAL):
            return False
        if operation == CERT_GENERIC:
            oid = core.ObjectIdentifier(contents=field).native
            return match == EXISTS and extension(chain[slot], core.ObjectIdentifier(contents=field).dotted or oid) is not None
        names = {b"subject.CN": "common_name", b"subject.OU": "organizational_unit_name", b"subject.O": "organization_name"}
        value = subject_value(chain[slot], names.get(field, "")) if field in names else None
        return value is not None and (match == EXISTS or value.encode() == wanted)
    raise Malformed(f"the requirement has the unknown operation {operation}")
