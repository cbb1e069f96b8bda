"""embedded.mobileprovision: who made it, and whether it allows this app, this certificate and these entitlements."""

import datetime
import plistlib
from typing import Any

from asn1crypto import x509

from cms_signature import parse_signed, verify_signed
from certificates import subject_value
from findings import Findings, Malformed


def check_profile(
    encoded: bytes,
    program: "tuple[str, dict]",
    leaf: "x509.Certificate | None",
    roots: "list[x509.Certificate]",
    at: datetime.datetime,
    file: str,
    findings: Findings,
) -> None:
    """`program`: identifier and entitlements of the app that the profile lies in."""

    def add(message: str) -> None:
        findings.add("profile", file, message)

    identifier, entitlements = program
    try:
        data = parse_signed(encoded)
        content = data["encap_content_info"]["content"].native
        signed = verify_signed(data, content or b"", roots)
        profile = plistlib.loads(content)
    except Malformed as problem:
        add(str(problem))
        return
    except Exception as problem:  # plistlib raises whatever its parser does
        add(f"the profile cannot be read: {problem}")
        return
    if not any(signed.chain[-1].dump() == root.dump() for root in roots):
        add("the signature of the profile does not end at a trusted root")
    expires = profile.get("ExpirationDate")
    if not isinstance(expires, datetime.datetime) or expires.replace(tzinfo=datetime.timezone.utc) < at:
        add("the profile has expired")
    if leaf is not None:
        if leaf.dump() not in profile.get("DeveloperCertificates", []):
            add("the certificate is not among those of the profile")
        if subject_value(leaf, "organizational_unit_name") not in profile.get("TeamIdentifier", []):
            add("the certificate is of another team than the profile")
    granted = profile.get("Entitlements", {})
    application = granted.get("application-identifier", "")
    if not covers(application.partition(".")[2], identifier):
        add(f"the profile is for {application}, not for {identifier}")
    own = entitlements.get("application-identifier", "")
    if not isinstance(own, str) or own.partition(".")[2] != identifier:
        add(f"the entitlement application-identifier is {own}, the identifier of the app {identifier}")
    for key, value in entitlements.items():
        if key not in granted:
            add(f"the profile does not allow the entitlement {key}")
        elif not allows(granted[key], value):
            add(f"the profile does not allow this value of the entitlement {key}")


def covers(pattern: str, text: str) -> bool:
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern


def allows(granted: Any, wanted: Any) -> bool:
    """A star at the end stands for anything; a list allows each of its members, alone or as a list."""
    if isinstance(granted, list):
        each_wanted = wanted if isinstance(wanted, list) else [wanted]
        return all(any(allows(one, each) for one in granted) for each in each_wanted)
    if isinstance(granted, str):
        if isinstance(wanted, list):
            return granted == "*" or all(allows(granted, each) for each in wanted)
        return isinstance(wanted, str) and covers(granted, wanted)
    if granted is True:
        # What is granted may also be given up.
        return isinstance(wanted, bool)
    return type(granted) is type(wanted) and granted == wanted
