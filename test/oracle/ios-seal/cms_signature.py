"""CMS SignedData (RFC 5652) as Apple writes it over a code directory, and as it wraps a provisioning profile."""

import hashlib
import plistlib
from dataclasses import dataclass

from asn1crypto import cms, core, x509

from certificates import chain_of, signature_is_right
from findings import Findings, Malformed

CDHASHES, CDDIGESTS = "1.2.840.113635.100.9.1", "1.2.840.113635.100.9.2"


@dataclass
class Signed:
    data: cms.SignedData
    signer: cms.SignerInfo
    chain: "list[x509.Certificate]"
    digest_name: str
    content: bytes


def parse_signed(encoded: bytes) -> cms.SignedData:
    try:
        info = cms.ContentInfo.load(encoded)
        if info["content_type"].native != "signed_data":
            raise Malformed("the CMS is no SignedData")
        data = info["content"]
        data.native  # asn1crypto parses when asked, and fails only then
    except Malformed:
        raise
    except Exception as problem:  # what asn1crypto raises depends on what it stumbles over
        raise Malformed(f"the CMS cannot be read: {problem}") from problem
    if len(info.dump()) != len(encoded) and encoded[len(info.dump()) :].strip(b"\0"):
        raise Malformed("bytes follow the CMS")
    return data


def verify_signed(data: cms.SignedData, content: bytes, anchors: "list[x509.Certificate]") -> Signed:
    """Digest and signature of the one signer. Fails with `Malformed`, whose text says what does not agree."""
    signers = list(data["signer_infos"])
    if len(signers) != 1:
        raise Malformed(f"the CMS has {len(signers)} signers")
    signer = signers[0]
    certificates = [each.chosen for each in data["certificates"] if each.name == "certificate"]
    if signer["sid"].name != "issuer_and_serial_number":
        raise Malformed("the signer is not named by issuer and serial number")
    sid = signer["sid"].chosen
    leaf = next(
        (
            each
            for each in certificates
            if each.issuer == sid["issuer"] and each.serial_number == sid["serial_number"].native
        ),
        None,
    )
    if leaf is None:
        raise Malformed("the certificate of the signer is not in the CMS")
    name = signer["digest_algorithm"]["algorithm"].native
    if name not in [each["algorithm"].native for each in data["digest_algorithms"]]:
        raise Malformed("the digest of the signer is not among those of the CMS")
    digest = hashlib.new(name, content).digest()
    attributes = signer["signed_attrs"]
    if len(attributes) == 0:
        message = digest
    else:
        if values(signer, "1.2.840.113549.1.9.4") != [core.OctetString(digest).dump()]:
            raise Malformed("the message digest is not that of the content")
        if values(signer, "1.2.840.113549.1.9.3") != [data["encap_content_info"]["content_type"].dump()]:
            raise Malformed("the attribute contentType is another than that of the content")
        # [0] IMPLICIT on the wire, signed as the SET OF that it is.
        message = hashlib.new(name, b"\x31" + attributes.dump()[1:]).digest()
    if not signature_is_right(leaf.public_key, name, message, signer["signature"].native):
        raise Malformed("the signature does not agree with the certificate")
    return Signed(data, signer, chain_of(leaf, [*certificates, *anchors]), name, content)


def values(signer: cms.SignerInfo, oid: str) -> "list[bytes]":
    """The encoded values of a signed attribute; empty when it is missing or there twice."""
    found = [each for each in signer["signed_attrs"] if each["type"].dotted == oid]
    return [value.dump() for value in found[0]["values"]] if len(found) == 1 else []


def check_code_signature(signed: Signed, directories: "list[tuple[str, bytes]]", file: str, findings: Findings) -> None:
    """`directories`: hash name and bytes of each code directory, the primary one first."""

    def add(message: str) -> None:
        findings.add("cms", file, message)

    data, signer = signed.data, signed.signer
    if data["version"].native != "v1" or signer["version"].native != "v1":
        # No signature covers it, and readers do not ask.
        findings.add("form", file, "the CMS is not of version 1")
    if data["encap_content_info"]["content_type"].native != "data" or data["encap_content_info"]["content"].native is not None:
        add("the CMS brings content of its own")
    if signed.digest_name != "sha256":
        add(f"the signer hashes with {signed.digest_name}")
    encoded = [attribute.dump() for attribute in signer["signed_attrs"]]
    if encoded != sorted(encoded):
        add("the signed attributes are not in the order of DER")
    times = values(signer, "1.2.840.113549.1.9.5")
    if len(times) != 1 or times[0][:1] != b"\x17":
        add("there is no signing time as UTCTime")
    digests = [(name, hashlib.new(name, blob).digest()) for name, blob in directories]
    check_cdhashes(signer, [digest[:20] for _, digest in digests], add)
    actual = values(signer, CDDIGESTS)
    expected = [pair(OIDS[name], digest) for name, digest in digests]
    if sorted(actual) != sorted(expected):
        add(f"attribute 9.2 has {len(actual)} digests that are not those of the {len(expected)} code directories")
    elif actual != sorted(actual):
        add("attribute 9.2 is not in the order of DER")


OIDS = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1", "sha384": "2.16.840.1.101.3.4.2.2"}


def pair(oid: str, digest: bytes) -> bytes:
    body = core.ObjectIdentifier(oid).dump() + core.OctetString(digest).dump()
    return bytes([0x30, len(body)]) + body


def check_cdhashes(signer: cms.SignerInfo, expected: "list[bytes]", add) -> None:
    raw = values(signer, CDHASHES)
    if len(raw) != 1:
        add("attribute 9.1 with the cdhashes is missing")
        return
    try:
        listed = plistlib.loads(core.OctetString.load(raw[0]).native, fmt=plistlib.FMT_XML)["cdhashes"]
    except Exception as problem:  # plistlib raises whatever its parser does
        add(f"attribute 9.1 cannot be read: {problem}")
        return
    if listed != expected:
        add("the cdhashes of attribute 9.1 are not those of the code directories")
