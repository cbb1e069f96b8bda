"""Super blob and code directories (xnu's cs_blobs.h) of one slice, checked against its bytes and against the files of its bundle."""

import hashlib
import struct
from dataclasses import dataclass
from typing import Optional

import entitlements
import mach_o
from findings import Findings, Malformed

SUPER_BLOB, CODE_DIRECTORY, CMS_WRAPPER = 0xFADE0CC0, 0xFADE0C02, 0xFADE0B01
ENTITLEMENTS_XML, ENTITLEMENTS_DER, REQUIREMENTS = 0xFADE7171, 0xFADE7172, 0xFADE0C01
INFO_SLOT, REQUIREMENTS_SLOT, RESOURCES_SLOT, XML_SLOT, DER_SLOT = 1, 2, 3, 5, 7
ALTERNATE_SLOT, CMS_SLOT = 0x1000, 0x10000
MAGICS = {
    0: CODE_DIRECTORY,
    REQUIREMENTS_SLOT: REQUIREMENTS,
    XML_SLOT: ENTITLEMENTS_XML,
    DER_SLOT: ENTITLEMENTS_DER,
    ALTERNATE_SLOT: CODE_DIRECTORY,
    CMS_SLOT: CMS_WRAPPER,
}
HASHES = {1: ("sha1", 20), 2: ("sha256", 32), 4: ("sha384", 48)}
AD_HOC, LINKER_SIGNED = 0x2, 0x20000


@dataclass
class Directory:
    blob: bytes
    version: int
    flags: int
    hash_name: str
    hash_size: int
    hash_offset: int
    special_slots: int
    code_slots: int
    code_limit: int
    page_shift: int
    identifier: str
    team: Optional[str]
    exec_segment: "Optional[tuple[int, int, int]]"

    def slot(self, number: int) -> Optional[bytes]:
        """The hash of special slot `number`, None above the highest."""
        if number > self.special_slots:
            return None
        at = self.hash_offset - number * self.hash_size
        return self.blob[at : at + self.hash_size]

    def digest(self, data: bytes) -> bytes:
        return hashlib.new(self.hash_name, data).digest()


def has_empty_room(region: bytes) -> bool:
    """Whether nothing lies between the end of the super blob and the end of its place: no hash covers that."""
    return len(region) < 8 or not region[struct.unpack_from(">I", region, 4)[0] :].strip(b"\0")


def read_super_blob(region: bytes) -> "dict[int, bytes]":
    if len(region) < 12:
        raise Malformed("the signature is cut off")
    magic, length, count = struct.unpack_from(">III", region)
    if magic != SUPER_BLOB or length > len(region) or 12 + count * 8 > length:
        raise Malformed("the signature is no super blob that fits its place")
    blobs: "dict[int, bytes]" = {}
    expected = 12 + count * 8
    for index in range(count):
        slot, offset = struct.unpack_from(">II", region, 12 + index * 8)
        if slot in blobs:
            raise Malformed(f"slot {slot:#x} is there twice")
        if offset != expected or offset + 8 > length:
            raise Malformed(f"slot {slot:#x} does not follow the one before it")
        blob_magic, blob_length = struct.unpack_from(">II", region, offset)
        if blob_length < 8 or offset + blob_length > length:
            raise Malformed(f"slot {slot:#x} ends behind the signature")
        if MAGICS.get(slot) != blob_magic:
            raise Malformed(f"slot {slot:#x} has the magic {blob_magic:#x}")
        blobs[slot] = region[offset : offset + blob_length]
        expected = offset + blob_length
    if expected != length:
        raise Malformed("bytes follow the last slot")
    if list(blobs) != sorted(blobs):
        raise Malformed("the slots are not in Apple's order")
    return blobs


def read_directory(blob: bytes) -> Directory:
    if len(blob) < 44:
        raise Malformed("a code directory is cut off")
    version, flags, hash_offset, ident_offset, specials, slots, limit = struct.unpack_from(">IIIIIII", blob, 8)
    hash_size, hash_type, _, page_shift = struct.unpack_from(">BBBB", blob, 36)
    if HASHES.get(hash_type, ("", -1))[1] != hash_size:
        raise Malformed(f"a code directory has hashes of type {hash_type} and size {hash_size}")
    if page_shift not in (12, 14):
        raise Malformed(f"a code directory has pages of 2^{page_shift} bytes")
    header = 96 if version >= 0x20500 else 88 if version >= 0x20400 else 64 if version >= 0x20300 else 52 if version >= 0x20200 else 48
    if len(blob) < header or ident_offset < header:
        raise Malformed("the header of a code directory is cut off")
    if version >= 0x20100 and struct.unpack_from(">I", blob, 44)[0] != 0:
        raise Malformed("a code directory is scattered")
    team_offset = struct.unpack_from(">I", blob, 48)[0] if version >= 0x20200 else 0
    if version >= 0x20300:
        limit = struct.unpack_from(">Q", blob, 56)[0] or limit
    segment = struct.unpack_from(">QQQ", blob, 64) if version >= 0x20400 else None
    if hash_offset < specials * hash_size + header or hash_offset + slots * hash_size != len(blob):
        raise Malformed("the hashes of a code directory do not fill it")
    name, size = HASHES[hash_type]
    identifier = string_at(blob, ident_offset)
    team = string_at(blob, team_offset) if team_offset else None
    return Directory(
        blob, version, flags, name, size, hash_offset, specials, slots, limit, page_shift, identifier, team, segment
    )


def string_at(blob: bytes, offset: int) -> str:
    end = blob.find(b"\0", offset)
    if offset >= len(blob) or end < 0:
        raise Malformed("a text of a code directory has no end")
    return blob[offset:end].decode("utf-8", "replace")


def check_place(part: mach_o.Slice, file: str, findings: Findings) -> None:
    """The signature ends the slice, and __LINKEDIT holds it."""
    assert part.signature is not None
    offset, size = part.signature
    start, length = part.segments.get("__LINKEDIT", (-1, -1))
    if offset % 16 != 0 or size % 16 != 0:
        findings.add("macho", file, "the signature does not lie on 16 bytes")
    if offset + size != len(part.data):
        findings.add("macho", file, "the slice does not end with its signature")
    if start < 0 or start > offset or start + length != offset + size:
        findings.add("macho", file, "__LINKEDIT does not end with the signature")


def check_pages(directory: Directory, part: mach_o.Slice, file: str, findings: Findings) -> None:
    assert part.signature is not None
    if directory.code_limit != part.signature[0]:
        findings.add("directory", file, f"the {directory.hash_name} directory does not end where the signature begins")
        return
    page = 1 << directory.page_shift
    count = -(-directory.code_limit // page)
    if count != directory.code_slots:
        findings.add("directory", file, f"the {directory.hash_name} directory has {directory.code_slots} pages instead of {count}")
        return
    for index in range(count):
        at = directory.hash_offset + index * directory.hash_size
        actual = directory.digest(part.data[index * page : min((index + 1) * page, directory.code_limit)])
        if actual != directory.blob[at : at + directory.hash_size]:
            findings.add("page", file, f"page {index} differs from the {directory.hash_name} directory")


def check_special_slots(directory: Directory, content: "dict[int, bytes]", file: str, findings: Findings) -> None:
    """`content`: what each slot must be the hash of. All others are zero, and there are no more than are filled."""
    highest = max(content, default=0)
    if directory.special_slots != highest:
        findings.add("slot", file, f"the {directory.hash_name} directory has {directory.special_slots} special slots instead of {highest}")
    for number in range(1, max(highest, directory.special_slots) + 1):
        expected = directory.digest(content[number]) if number in content else b"\0" * directory.hash_size
        if directory.slot(number) != expected:
            findings.add("slot", file, f"special slot {number} differs in the {directory.hash_name} directory")


def check_fields(
    directories: "list[Directory]", part: mach_o.Slice, identifier: str, is_bundle: bool, wanted: dict, file: str, findings: Findings
) -> None:
    """Version, flags, segment and names; `wanted`: the entitlements, from which the flags of the segment follow."""
    text_offset, text_size = part.segments.get("__TEXT", (0, 0))
    flags = (1 if part.is_executable else 0) | (entitlements.exec_flags(wanted) if part.is_executable else 0)
    for directory in directories:
        if directory.version not in (0x20400, 0x20500):
            findings.add("directory", file, f"the directory has the version {directory.version:#x}")
        if directory.exec_segment is not None and directory.exec_segment != (text_offset, text_size, flags):
            findings.add("directory", file, f"the executable segment is {directory.exec_segment} instead of {(text_offset, text_size, flags)}")
        if directory.identifier != identifier:
            findings.add("directory" if is_bundle else "form", file, f"the identifier is {directory.identifier} instead of {identifier}")
        if directory.flags & ~AD_HOC:
            findings.add("directory", file, f"the flags are {directory.flags:#x}")
    first = directories[0]
    for other in directories[1:]:
        if (other.identifier, other.team, other.flags, other.version) != (first.identifier, first.team, first.flags, first.version):
            findings.add("directory", file, "the code directories say different things")


def knows_sha256(part: mach_o.Slice) -> bool:
    """Whether every system that the slice runs on knows SHA-256."""
    if part.platform in mach_o.SIMULATORS:
        return True
    first = {mach_o.IOS: 11, mach_o.TVOS: 11, mach_o.WATCHOS: 12}.get(part.platform or 0)
    return first is not None and part.minimum_os is not None and part.minimum_os >= first


def check_hash_kinds(
    directories: "list[Directory]", part: mach_o.Slice, others: "list[mach_o.Slice]", file: str, findings: Findings
) -> None:
    """SHA-256 alone where every system knows it, else SHA-1 first and SHA-256 beside it; Apple decides once for all slices of a file."""
    names = [directory.hash_name for directory in directories]
    both = ["sha1", "sha256"]
    if not knows_sha256(part):
        allowed = [both]
    else:
        allowed = [["sha256"]] if all(knows_sha256(other) for other in others) else [["sha256"], both]
    if names not in allowed:
        kind = "form" if names == both else "directory"
        findings.add(kind, file, f"the code directories are of {', '.join(names)} instead of {', '.join(allowed[0])}")
