"""Entitlements: the XML property list of slot 5 and its DER form of slot 7, which must say the same."""

import plistlib
from typing import Any

from findings import Malformed

APPLICATION_16, CONTEXT_16 = 0x70, 0xB0


def parse_xml(data: bytes) -> dict:
    try:
        value = plistlib.loads(data, fmt=plistlib.FMT_XML)
    except Exception as problem:  # plistlib raises whatever its parser does
        raise Malformed(f"the entitlements are no XML property list: {problem}") from problem
    if not isinstance(value, dict):
        raise Malformed("the entitlements are no dictionary")
    return value


def parse_der(data: bytes) -> dict:
    if data[:1] == b"\x31":
        raise Malformed("the DER entitlements have the form before iOS 15")
    tag, body, rest = read(data)
    if tag != APPLICATION_16 or rest:
        raise Malformed("the DER entitlements are not one [APPLICATION 16]")
    tag, version, rest = read(body)
    if tag != 2 or version != b"\x01":
        raise Malformed("the DER entitlements are not of version 1")
    tag, entries, rest = read(rest)
    if tag != CONTEXT_16 or rest:
        raise Malformed("the DER entitlements hold no dictionary")
    return parse_dictionary(entries, 0)


def parse_dictionary(data: bytes, depth: int) -> dict:
    value: dict = {}
    last = b""
    while data:
        tag, pair, data = read(data)
        if tag != 0x30:
            raise Malformed("a DER dictionary holds something else than pairs")
        tag, key, rest = read(pair)
        if tag != 0x0C:
            raise Malformed("a key of the DER entitlements is no UTF8String")
        if value and key <= last:
            raise Malformed("the keys of the DER entitlements are not in order")
        last = key
        value[key.decode("utf-8")], rest = parse_value(rest, depth + 1)
        if rest:
            raise Malformed("a pair of the DER entitlements has three parts")
    return value


def parse_value(data: bytes, depth: int) -> "tuple[Any, bytes]":
    if depth > 32:
        raise Malformed("the DER entitlements are nested too deeply")
    tag, body, rest = read(data)
    if tag == 0x01 and body in (b"\x00", b"\xff"):
        return body == b"\xff", rest
    if tag == 0x02 and body:
        number = int.from_bytes(body, "big", signed=True)
        if len(body) > 1 and body[0] in (0, 0xFF) and (body[0] == 0xFF) == (body[1] >= 0x80):
            raise Malformed("an integer of the DER entitlements is longer than it must be")
        return number, rest
    if tag == 0x0C:
        return body.decode("utf-8"), rest
    if tag == 0x30:
        items = []
        while body:
            item, body = parse_value(body, depth + 1)
            items.append(item)
        return items, rest
    if tag == CONTEXT_16:
        return parse_dictionary(body, depth), rest
    raise Malformed(f"the DER entitlements hold a value of tag {tag:#x}")


def read(data: bytes) -> "tuple[int, bytes, bytes]":
    """Tag, content and what follows; lengths as DER demands, in the fewest bytes."""
    if len(data) < 2:
        raise Malformed("the DER entitlements are cut off")
    length, start = data[1], 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4 or len(data) < 2 + count:
            raise Malformed("a length of the DER entitlements is wrong")
        length, start = int.from_bytes(data[2 : 2 + count], "big"), 2 + count
        if length < 0x80 or length < 1 << 8 * (count - 1):
            raise Malformed("a length of the DER entitlements is longer than it must be")
    if start + length > len(data):
        raise Malformed("the DER entitlements are cut off")
    return data[0], data[start : start + length], data[start + length :]


def same(left: Any, right: Any) -> bool:
    """Equal in type too: Python takes 1 for True."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(same(*pair) for pair in zip(left, right))
    return bool(left == right)


EXEC_FLAGS = {
    "get-task-allow": 0x10,
    "run-unsigned-code": 0x10,
    "com.apple.private.cs.debugger": 0x20,
    "dynamic-codesigning": 0x40,
    "com.apple.private.skip-library-validation": 0x80,
    "com.apple.private.amfi.can-load-cdhash": 0x100,
    "com.apple.private.amfi.can-execute-cdhash": 0x200,
}


def exec_flags(entitlements: dict) -> int:
    """The flags of the executable segment that follow from entitlements (cs_blobs.h)."""
    flags = 0
    for key, flag in EXEC_FLAGS.items():
        if entitlements.get(key) is True:
            flags |= flag
    return flags
