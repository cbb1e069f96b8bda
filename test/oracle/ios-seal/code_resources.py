"""
The list of sealed files, _CodeSignature/CodeResources: made here from the files of the bundle by the rules of a flat bundle, and
compared with the list that is there, entry by entry and byte by byte.
"""

import hashlib
import plistlib
import re
from dataclasses import dataclass
from typing import Optional

from findings import Findings

RULES = {
    "^.*": True,
    "^.*\\.lproj/": {"optional": True, "weight": 1000.0},
    "^.*\\.lproj/locversion.plist$": {"omit": True, "weight": 1100.0},
    "^Base\\.lproj/": {"weight": 1010.0},
    "^version.plist$": True,
}
RULES2 = {
    ".*\\.dSYM($|/)": {"weight": 11.0},
    "^(.*/)?\\.DS_Store$": {"omit": True, "weight": 2000.0},
    "^.*": True,
    "^.*\\.lproj/": {"optional": True, "weight": 1000.0},
    "^.*\\.lproj/locversion.plist$": {"omit": True, "weight": 1100.0},
    "^Base\\.lproj/": {"weight": 1010.0},
    "^Info\\.plist$": {"omit": True, "weight": 20.0},
    "^PkgInfo$": {"omit": True, "weight": 20.0},
    "^embedded\\.provisionprofile$": {"weight": 20.0},
    "^version\\.plist$": {"weight": 20.0},
}


@dataclass(frozen=True)
class Rule:
    pattern: "re.Pattern[str]"
    weight: float
    omit: bool
    optional: bool


@dataclass(frozen=True)
class Entry:
    """A file (`data`) or a symbolic link (`target`) of a bundle."""

    data: bytes = b""
    target: Optional[str] = None


def compiled(rules: dict) -> "list[Rule]":
    made = []
    for pattern, value in rules.items():
        options = value if isinstance(value, dict) else {}
        weight = float(options.get("weight", 1))
        made.append(Rule(re.compile(pattern), weight, bool(options.get("omit")), bool(options.get("optional"))))
    return made


def rule_for(path: str, rules: "list[Rule]") -> Optional[Rule]:
    """The heaviest that matches; of equals, one that omits."""
    matching = [rule for rule in rules if rule.pattern.search(path)]
    return max(matching, key=lambda rule: (rule.weight, rule.omit), default=None)


def is_excluded(path: str, executable: str) -> bool:
    return path == executable or path == "CodeResources" or path.startswith(("_CodeSignature/", "_MASReceipt/"))


def expected_list(files: "dict[str, Entry]", executable: str, both: bool) -> dict:
    rules, rules2 = compiled(RULES), compiled(RULES2)
    first: dict = {}
    second: dict = {}
    for path, entry in files.items():
        if is_excluded(path, executable):
            continue
        rule = rule_for(path, rules)
        if rule and not rule.omit and entry.target is None:
            digest = hashlib.sha1(entry.data).digest()
            first[path] = {"hash": digest, "optional": True} if rule.optional else digest
        rule = rule_for(path, rules2)
        if rule and not rule.omit:
            if entry.target is not None:
                sealed: dict = {"symlink": entry.target}
            else:
                sealed = {"hash2": hashlib.sha256(entry.data).digest()}
                if both:
                    sealed["hash"] = hashlib.sha1(entry.data).digest()
            if rule.optional:
                sealed["optional"] = True
            second[path] = sealed
    return {"files": first, "files2": second, "rules": RULES, "rules2": RULES2}


def encode(value: dict) -> bytes:
    """As Apple writes it: a real without a fraction has no point."""
    return re.sub(rb"<real>(\d+)\.0</real>", rb"<real>\1</real>", plistlib.dumps(value, sort_keys=True))


def check_resources(bundle: str, files: "dict[str, Entry]", executable: str, both: bool, findings: Findings) -> None:
    where = f"{bundle}/_CodeSignature/CodeResources"
    sealed = files.get("_CodeSignature/CodeResources")
    if sealed is None or sealed.target is not None:
        findings.add("resources", where, "the list of sealed files is missing")
        return
    try:
        actual = plistlib.loads(sealed.data)
        parts = [actual[name] for name in ("files", "files2", "rules", "rules2")]
        if not all(isinstance(part, dict) for part in parts):
            raise ValueError("a part of it is no dictionary")
    except Exception as problem:  # plistlib raises whatever its parser does
        findings.add("resources", where, f"the list of sealed files cannot be read: {problem}")
        return
    for name in sorted(set(actual) - {"files", "files2", "rules", "rules2"}):
        findings.add("resources", where, f"unknown key {name}")
    expected = expected_list(files, executable, both)
    for name in ("rules", "rules2"):
        if actual[name] != expected[name]:
            findings.add("resources", where, f"{name} differ from those of a flat bundle")
    before = len(findings.list)
    for name in ("files", "files2"):
        compare(bundle, name, actual[name], expected[name], files, findings)
    if len(findings.list) == before and encode(expected) != sealed.data:
        findings.add("form", where, "says the right thing, but not in the bytes that Apple writes")


def compare(bundle: str, part: str, actual: dict, expected: dict, files: "dict[str, Entry]", findings: Findings) -> None:
    kind = "old-list" if part == "files" else "resources"
    for path in sorted(set(actual) | set(expected)):
        where = f"{bundle}/{path}"
        if path not in actual:
            findings.add(kind, where, f"is not listed in {part}")
        elif path not in expected:
            # What may be absent is sealed only while it is there.
            if not (isinstance(actual[path], dict) and actual[path].get("optional") is True):
                findings.add(kind, where, f"is listed in {part} and missing")
        elif actual[path] != expected[path]:
            wanted = expected[path]
            is_more = isinstance(wanted, dict) and "hash2" in wanted and actual[path] == with_sha1(wanted, files[path])
            findings.add("form" if is_more else kind, where, f"differs from its entry in {part}")


def with_sha1(expected: dict, entry: Entry) -> dict:
    """SHA-1 beside SHA-256 is right too, where SHA-256 would be enough."""
    return {**expected, "hash": hashlib.sha1(entry.data).digest()}
