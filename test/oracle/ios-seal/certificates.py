"""
Certificates: which issued which, checked with the mathematics of RSA (PKCS #1 v1.5) and ECDSA written out here, so that neither
OpenSSL nor the product decides.
"""

import datetime
import hashlib
import hmac
from typing import Optional

from asn1crypto import algos, core, keys, pem, x509

from findings import Findings, Malformed

MARKERS = "1.2.840.113635.100.6."
INTERMEDIATE_MARKER = MARKERS + "2.1"
# Development, distribution and TestFlight: SecPolicyCreateiPhoneProfileApplicationSigning takes these.
LEAF_MARKERS = {MARKERS + "1.2", MARKERS + "1.4", MARKERS + "1.25.1"}
CODE_SIGNING = "1.3.6.1.5.5.7.3.3"

# name -> (p, a, b, n, Gx, Gy) of SEC 2
CURVES = {
    "secp256r1": (
        0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
        -3,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    "secp384r1": (
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        -3,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
    ),
}


def load_pem(path: str) -> "list[x509.Certificate]":
    with open(path, "rb") as file:
        return [x509.Certificate.load(der) for _, _, der in pem.unarmor(file.read(), multiple=True)]


def signature_is_right(public_key: keys.PublicKeyInfo, digest_name: str, digest: bytes, signature: bytes) -> bool:
    if public_key.algorithm == "rsa":
        return rsa_is_right(public_key, digest_name, digest, signature)
    if public_key.algorithm == "ec":
        return ecdsa_is_right(public_key, digest, signature)
    return False


def rsa_is_right(public_key: keys.PublicKeyInfo, digest_name: str, digest: bytes, signature: bytes) -> bool:
    key = public_key["public_key"].parsed
    modulus, exponent = int(key["modulus"].native), int(key["public_exponent"].native)
    size = (modulus.bit_length() + 7) // 8
    value = int.from_bytes(signature, "big")
    if len(signature) != size or value >= modulus:
        return False
    algorithm = algos.DigestAlgorithm({"algorithm": digest_name, "parameters": core.Null()})
    encoded = algos.DigestInfo({"digest_algorithm": algorithm, "digest": digest}).dump()
    padded = b"\x00\x01" + b"\xff" * (size - 3 - len(encoded)) + b"\x00" + encoded
    return hmac.compare_digest(pow(value, exponent, modulus).to_bytes(size, "big"), padded)


def ecdsa_is_right(public_key: keys.PublicKeyInfo, digest: bytes, signature: bytes) -> bool:
    kind, name = public_key.curve
    if kind != "named" or name not in CURVES:
        raise Malformed(f"no rule for the curve {name}")
    p, a, _, n, gx, gy = CURVES[name]
    point = public_key["public_key"].to_coords()
    try:
        pair = algos.DSASignature.load(signature, strict=True)
        r, s = int(pair["r"].native), int(pair["s"].native)
    except (ValueError, TypeError):
        return False
    if not (0 < r < n and 0 < s < n):
        return False
    z = int.from_bytes(digest, "big") >> max(0, len(digest) * 8 - n.bit_length())
    w = pow(s, -1, n)

    def add(left, right):
        if left is None or right is None:
            return left or right
        if left[0] == right[0]:
            if (left[1] + right[1]) % p == 0:
                return None
            slope = (3 * left[0] * left[0] + a) * pow(2 * left[1], -1, p)
        else:
            slope = (right[1] - left[1]) * pow(right[0] - left[0], -1, p)
        x = (slope * slope - left[0] - right[0]) % p
        return x, (slope * (left[0] - x) - left[1]) % p

    def times(factor, at):
        total = None
        while factor:
            if factor & 1:
                total = add(total, at)
            at = add(at, at)
            factor >>= 1
        return total

    found = add(times(z * w % n, (gx, gy)), times(r * w % n, point))
    return found is not None and found[0] % n == r


def is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """By name and by signature."""
    pair = (certificate.dump(), issuer.dump())
    if pair not in issued:
        issued[pair] = has_issued(certificate, issuer)
    return issued[pair]


# The same certificates come back in every slice, and the mathematics is slow.
issued: "dict[tuple[bytes, bytes], bool]" = {}


def has_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    name = certificate["signature_algorithm"].hash_algo
    digest = hashlib.new(name, certificate["tbs_certificate"].dump()).digest()
    return signature_is_right(issuer.public_key, name, digest, certificate.signature)


def chain_of(leaf: x509.Certificate, others: "list[x509.Certificate]") -> "list[x509.Certificate]":
    chain = [leaf]
    while not is_issued_by(chain[-1], chain[-1]):
        following = next((each for each in others if each not in chain and is_issued_by(chain[-1], each)), None)
        if following is None:
            break
        chain.append(following)
    return chain


def extension(certificate: x509.Certificate, oid: str) -> Optional[x509.Extension]:
    return next((each for each in certificate["tbs_certificate"]["extensions"] if each["extn_id"].dotted == oid), None)


def subject_value(certificate: x509.Certificate, name: str) -> Optional[str]:
    value = certificate.subject.native.get(name)
    return value[0] if isinstance(value, list) else value


def check_chain(
    chain: "list[x509.Certificate]",
    roots: "list[x509.Certificate]",
    at: datetime.datetime,
    file: str,
    findings: Findings,
) -> None:
    """What a device demands of who signs an app under a profile: three certificates, Apple's markers, a trusted root, and their time."""

    def add(message: str) -> None:
        findings.add("chain", file, message)

    leaf = chain[0]
    if len(chain) != 3:
        add(f"the chain has {len(chain)} certificates instead of 3")
    if not any(chain[-1].dump() == root.dump() for root in roots):
        add("the chain does not end at a trusted root")
    for certificate in chain:
        validity = certificate["tbs_certificate"]["validity"]
        if not validity["not_before"].native <= at <= validity["not_after"].native:
            add(f"{certificate.subject.human_friendly} is not valid at {at.isoformat()}")
    for certificate in chain[1:]:
        constraints = certificate.basic_constraints_value
        if constraints is None or not constraints["ca"].native:
            add(f"{certificate.subject.human_friendly} may not issue certificates")
    usage = leaf.extended_key_usage_value
    if usage is None or CODE_SIGNING not in [each.dotted for each in usage]:
        add("the certificate is not for code signing")
    if not any(extension(leaf, marker) for marker in LEAF_MARKERS):
        add("the certificate has no marker of Apple's for apps")
    if len(chain) > 1 and extension(chain[1], INTERMEDIATE_MARKER) is None:
        add("the issuer has no marker of Worldwide Developer Relations")
