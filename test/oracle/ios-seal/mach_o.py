"""Load commands of Mach-O files (Apple's <mach-o/loader.h>, <mach-o/fat.h>), as far as a signature depends on them."""

import struct
from dataclasses import dataclass, field
from typing import Optional

from findings import Malformed

MH_EXECUTE = 2
LC_SEGMENT, LC_SEGMENT_64 = 0x1, 0x19
LC_CODE_SIGNATURE = 0x1D
LC_ENCRYPTION = {0x21, 0x2C}
LC_VERSION_MIN = {0x24: 1, 0x25: 2, 0x2F: 3, 0x30: 4}  # command -> platform as LC_BUILD_VERSION numbers it
LC_BUILD_VERSION = 0x32
IOS, TVOS, WATCHOS = 2, 3, 4
SIMULATORS = {7, 8, 9, 12}


@dataclass
class Slice:
    data: bytes
    filetype: int = 0
    cputype: int = 0
    platform: Optional[int] = None
    minimum_os: Optional[int] = None
    encrypted: bool = False
    segments: "dict[str, tuple[int, int]]" = field(default_factory=dict)
    embedded_info: Optional[bytes] = None
    signature: "Optional[tuple[int, int]]" = None

    @property
    def is_executable(self) -> bool:
        return self.filetype == MH_EXECUTE


def is_mach_o(data: bytes) -> bool:
    if data[:4] in (b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"):
        return True
    # The magic of a fat file is that of a Java class too, whose next word is its version: 45 and more.
    return data[:4] in (b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf") and len(data) >= 8 and struct.unpack(">I", data[4:8])[0] < 20


def read_slices(data: bytes) -> "list[Slice]":
    if data[:2] != b"\xca\xfe":
        return [read_slice(data)]
    wide = data[3] == 0xBF
    count = struct.unpack_from(">I", data, 4)[0]
    size = 32 if wide else 20
    if count == 0 or 8 + count * size > len(data):
        raise Malformed("the fat header is cut off")
    slices, spans = [], []
    for index in range(count):
        at = 8 + index * size
        if wide:
            cputype, _, offset, length, align, _ = struct.unpack_from(">iiQQII", data, at)
        else:
            cputype, _, offset, length, align = struct.unpack_from(">iiIII", data, at)
        if align > 15 or offset % (1 << align) != 0 or offset < 8 + count * size or offset + length > len(data):
            raise Malformed(f"slice {index} is not where the fat header may put it")
        spans.append((offset, offset + length))
        part = read_slice(data[offset : offset + length])
        if part.cputype != cputype:
            raise Malformed(f"slice {index} is for another processor than the fat header says")
        slices.append(part)
    spans.sort()
    if any(end > start for (_, end), (start, _) in zip(spans, spans[1:])):
        raise Malformed("slices overlap")
    if spans[-1][1] != len(data):
        raise Malformed("bytes follow the last slice")
    return slices


def read_slice(data: bytes) -> Slice:
    if len(data) < 28 or data[:4] not in (b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"):
        raise Malformed("not a Mach-O file for little-endian processors")
    wide = data[0] == 0xCF
    cputype, _, filetype, count, total, _ = struct.unpack_from("<iiIIII", data, 4)
    at = 32 if wide else 28
    end = at + total
    if end > len(data):
        raise Malformed("the load commands are cut off")
    found = Slice(data, filetype, cputype)
    for _ in range(count):
        if at + 8 > end:
            raise Malformed("there are fewer load commands than the header says")
        command, size = struct.unpack_from("<II", data, at)
        if size < 8 or size % 4 != 0 or at + size > end:
            raise Malformed(f"load command {command:#x} has the size {size}")
        read_command(found, command, data[at : at + size], wide)
        at += size
    if at != end:
        raise Malformed("bytes follow the last load command within sizeofcmds")
    return found


def read_command(found: Slice, command: int, body: bytes, wide: bool) -> None:
    def need(size: int) -> None:
        if len(body) < size:
            raise Malformed(f"load command {command:#x} is too short")

    if command in (LC_SEGMENT, LC_SEGMENT_64):
        read_segment(found, body, command == LC_SEGMENT_64)
    elif command == LC_CODE_SIGNATURE:
        if found.signature is not None or len(body) != 16:
            raise Malformed("LC_CODE_SIGNATURE is there twice or has another size than 16")
        found.signature = struct.unpack_from("<II", body, 8)
    elif command in LC_ENCRYPTION:
        need(20)
        found.encrypted = struct.unpack_from("<I", body, 16)[0] != 0
    elif command in LC_VERSION_MIN:
        need(16)
        found.platform = LC_VERSION_MIN[command]
        found.minimum_os = struct.unpack_from("<I", body, 8)[0] >> 16
    elif command == LC_BUILD_VERSION:
        need(24)
        found.platform, minimum = struct.unpack_from("<II", body, 8)
        found.minimum_os = minimum >> 16


def read_segment(found: Slice, body: bytes, wide: bool) -> None:
    header, section = (72, 80) if wide else (56, 68)
    if len(body) < header:
        raise Malformed("a segment command is too short")
    name = text(body[8:24])
    if wide:
        _, _, fileoff, filesize, _, _, nsects, _ = struct.unpack_from("<QQQQiiII", body, 24)
    else:
        _, _, fileoff, filesize, _, _, nsects, _ = struct.unpack_from("<IIIIiiII", body, 24)
    if header + nsects * section != len(body):
        raise Malformed(f"segment {name} has sections that its command does not hold")
    if fileoff + filesize > len(found.data):
        raise Malformed(f"segment {name} ends behind the file")
    if name in found.segments:
        raise Malformed(f"segment {name} is there twice")
    found.segments[name] = (fileoff, filesize)
    for index in range(nsects):
        at = header + index * section
        if text(body[at : at + 16]) != "__info_plist" or text(body[at + 16 : at + 32]) != "__TEXT":
            continue
        size, offset = struct.unpack_from("<QI" if wide else "<II", body, at + (40 if wide else 36))
        if offset + size > len(found.data):
            raise Malformed("the section __info_plist ends behind the file")
        found.embedded_info = found.data[offset : offset + size]


def text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("latin-1")
