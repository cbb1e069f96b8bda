"""
A second opinion on the seals of an iOS app, written from a description of Apple's formats without a look at the product's own signer or
verifier, and without code from either. Only asn1crypto is not of Python itself.

    check_seal.py [--root PEM]... [--at ISO-TIME] APP-OR-IPA...

prints a JSON list, of each app: `sealed` (hashes, lists and signatures agree), `verified` (a device accepts who signed, too), `findings`,
and `codes`, the number of slices that were looked at.
"""

import argparse
import datetime
import json
import os
import plistlib
import posixpath
import re
import stat
import sys
import zipfile
import zlib
from typing import Optional

import certificates
import cms_signature
import code_signature as seal
import entitlements as rights
import mach_o
import provisioning_profile
import requirements
from code_resources import Entry, check_resources
from findings import Findings, Malformed

BUNDLE_ENDINGS = (".app", ".appex", ".framework", ".xctest", ".xpc")
PROGRAM_ENDINGS = (".app", ".appex")


def read_archive(path: str) -> "dict[str, Entry]":
    files: "dict[str, Entry]" = {}
    with zipfile.ZipFile(path) as archive:
        for item in archive.infolist():
            if item.is_dir() or item.filename.startswith("__MACOSX/"):
                continue
            data = archive.read(item)
            is_link = stat.S_ISLNK(item.external_attr >> 16)
            files[item.filename] = Entry(target=data.decode()) if is_link else Entry(data)
    return files


def read_folder(path: str) -> "dict[str, Entry]":
    files: "dict[str, Entry]" = {}
    path = os.path.normpath(path)
    parent = os.path.dirname(path)
    for folder, folders, names in os.walk(path):
        for name in names + [each for each in folders if os.path.islink(os.path.join(folder, each))]:
            full = os.path.join(folder, name)
            key = os.path.relpath(full, parent).replace(os.sep, "/")
            if os.path.islink(full):
                files[key] = Entry(target=os.readlink(full))
            else:
                with open(full, "rb") as file:
                    files[key] = Entry(file.read())
    return files


def info_of(files: "dict[str, Entry]", root: str) -> Optional[dict]:
    """The Info.plist of a folder that is a bundle with an executable."""
    entry = files.get(f"{root}/Info.plist")
    if entry is None or entry.target is not None:
        return None
    try:
        info = plistlib.loads(entry.data)
    except Exception:  # plistlib raises whatever its parser does
        return None
    is_bundle = isinstance(info, dict) and isinstance(info.get("CFBundleExecutable"), str)
    return info if is_bundle else None


def bundle_folders(files: "dict[str, Entry]") -> "list[str]":
    folders = set()
    for path in files:
        while path := posixpath.dirname(path):
            folders.add(path)
    return sorted(each for each in folders if each.endswith(BUNDLE_ENDINGS))


class Check:
    def __init__(self, files: "dict[str, Entry]", roots: list, at: datetime.datetime) -> None:
        self.files, self.roots, self.at = files, roots, at
        self.findings = Findings()
        folders = bundle_folders(files)
        self.bundles = {root: info for root in folders if (info := info_of(files, root)) is not None}
        for root in folders:
            if root not in self.bundles and root.endswith(PROGRAM_ENDINGS):
                self.findings.add("bundle", root, "there is no readable Info.plist that names an executable")
        self.codes = 0

    def run(self) -> None:
        if not self.bundles:
            self.findings.add("bundle", "", "there is no bundle")
        executables = {f"{root}/{info['CFBundleExecutable']}": root for root, info in self.bundles.items()}
        for path, root in executables.items():
            if path not in self.files:
                self.findings.add("bundle", root, "the executable is missing")
        both: "dict[str, bool]" = {}
        for path, entry in self.files.items():
            if entry.target is not None:
                continue
            if path in executables:
                both[executables[path]] = self.check_file(path, entry.data, executables[path])
            elif mach_o.is_mach_o(entry.data) and any(path.startswith(f"{root}/") for root in self.bundles):
                self.check_file(path, entry.data, None)
        for root, info in self.bundles.items():
            inside = {path[len(root) + 1 :]: entry for path, entry in self.files.items() if path.startswith(f"{root}/")}
            check_resources(root, inside, info["CFBundleExecutable"], both.get(root, False), self.findings)

    def check_file(self, path: str, data: bytes, root: Optional[str]) -> bool:
        """Whether a slice of the file has SHA-1 beside SHA-256."""
        both = False
        try:
            slices = mach_o.read_slices(data)
            for part in slices:
                self.codes += 1
                both = self.check_slice(path, part, slices, root) or both
        except Malformed as problem:
            self.findings.add("macho", path, str(problem))
        return both

    def check_slice(self, path: str, part: mach_o.Slice, slices: "list[mach_o.Slice]", root: Optional[str]) -> bool:
        findings = self.findings
        if part.encrypted:
            findings.add("macho", path, "the slice is encrypted")
        if part.signature is None:
            findings.add("macho", path, "the slice is not signed")
            return False
        seal.check_place(part, path, findings)
        try:
            offset, size = part.signature
            if offset + size > len(part.data):
                raise Malformed("the signature ends behind the slice")
            region = part.data[offset : offset + size]
            blobs = seal.read_super_blob(region)
            if not seal.has_empty_room(region):
                findings.add("room", path, "the room behind the signature is not empty")
            if 0 not in blobs:
                raise Malformed("there is no code directory")
            directories = [seal.read_directory(blobs[slot]) for slot in (0, seal.ALTERNATE_SLOT) if slot in blobs]
        except Malformed as problem:
            findings.add("superblob", path, str(problem))
            return False
        for directory in directories:
            seal.check_pages(directory, part, path, findings)
            seal.check_special_slots(directory, self.slot_content(part, root, blobs), path, findings)
        wanted = self.entitlements_of(blobs, part, path)
        seal.check_fields(directories, part, self.identifier_of(path, part, root), root is not None, wanted, path, findings)
        seal.check_hash_kinds(directories, part, slices, path, findings)
        leaf = self.check_signer(blobs, directories, path)
        if root is not None and root.endswith(PROGRAM_ENDINGS):
            self.check_profile(root, directories[0].identifier, wanted, leaf)
        return len(directories) > 1 or directories[0].hash_name == "sha1"

    def slot_content(self, part: mach_o.Slice, root: Optional[str], blobs: "dict[int, bytes]") -> "dict[int, bytes]":
        content = {slot: blobs[slot] for slot in (seal.REQUIREMENTS_SLOT, seal.XML_SLOT, seal.DER_SLOT) if slot in blobs}
        if root is not None:
            content[seal.INFO_SLOT] = self.files[f"{root}/Info.plist"].data
            sealed = self.files.get(f"{root}/_CodeSignature/CodeResources")
            if sealed is not None and sealed.target is None:
                content[seal.RESOURCES_SLOT] = sealed.data
        elif part.embedded_info is not None:
            content[seal.INFO_SLOT] = part.embedded_info
        return content

    def entitlements_of(self, blobs: "dict[int, bytes]", part: mach_o.Slice, path: str) -> dict:
        def add(message: str) -> None:
            self.findings.add("entitlements", path, message)

        try:
            xml = rights.parse_xml(blobs[seal.XML_SLOT][8:]) if seal.XML_SLOT in blobs else None
            der = rights.parse_der(blobs[seal.DER_SLOT][8:]) if seal.DER_SLOT in blobs else None
        except (Malformed, UnicodeDecodeError) as problem:
            add(str(problem))
            return {}
        if (xml is not None or der is not None) and not part.is_executable:
            add("a library has entitlements")
        if part.is_executable and xml is None:
            add("an executable has no entitlements")
        if (xml is None) != (der is None):
            add("entitlements are there in one form only")
        elif xml is not None and not rights.same(xml, der):
            add("the DER entitlements differ from the XML")
        return xml or {}

    def identifier_of(self, path: str, part: mach_o.Slice, root: Optional[str]) -> str:
        if root is not None:
            return str(self.bundles[root].get("CFBundleIdentifier"))
        if part.embedded_info is not None:
            try:
                identifier = plistlib.loads(part.embedded_info).get("CFBundleIdentifier")
                if isinstance(identifier, str):
                    return identifier
            except Exception:  # plistlib raises whatever its parser does
                pass
        name, extension = posixpath.splitext(posixpath.basename(path))
        if extension[1:].isdigit():
            name += extension
        # foo.2.3 is called foo.2.
        return re.sub(r"\.\d+$", "", name)

    def check_signer(self, blobs: "dict[int, bytes]", directories: "list[seal.Directory]", path: str):
        try:
            return self.check_signed(blobs, directories, path)
        except Exception as problem:  # asn1crypto reads certificates when it is asked of them, and raises what it stumbles over
            self.findings.add("cms", path, f"the CMS cannot be read: {problem!r}")
            return None

    def check_signed(self, blobs: "dict[int, bytes]", directories: "list[seal.Directory]", path: str):
        findings, first = self.findings, directories[0]
        cms = blobs.get(seal.CMS_SLOT, b"")[8:]
        if first.flags & seal.AD_HOC or not cms:
            kind = "ad-hoc" if first.flags & seal.AD_HOC and not cms else "cms"
            findings.add(kind, path, "nobody signed the code directory")
            return None
        try:
            data = cms_signature.parse_signed(cms)
            signed = cms_signature.verify_signed(data, first.blob, self.roots)
        except Malformed as problem:
            findings.add("cms", path, str(problem))
            return None
        pairs = [(directory.hash_name, directory.blob) for directory in directories]
        cms_signature.check_code_signature(signed, pairs, path, findings)
        leaf = signed.chain[0]
        team = certificates.subject_value(leaf, "organizational_unit_name")
        if any(directory.team != team for directory in directories):
            findings.add("directory", path, f"the team is {first.team}, that of the certificate {team}")
        certificates.check_chain(signed.chain, self.roots, self.at, path, findings)
        self.check_requirement(blobs, first.identifier, signed.chain, path)
        return leaf

    def check_requirement(self, blobs: "dict[int, bytes]", identifier: str, chain: list, path: str) -> None:
        try:
            expression = requirements.designated(blobs[seal.REQUIREMENTS_SLOT]) if seal.REQUIREMENTS_SLOT in blobs else None
            if expression is None:
                self.findings.add("requirements", path, "there is no designated requirement")
            elif not requirements.is_met(expression, identifier, chain):
                self.findings.add("unmet-requirement", path, "the code does not meet its own requirement")
            elif requirements.names_apple(expression) and expression != requirements.apple_form(identifier, chain[0]):
                self.findings.add("requirements", path, "the requirement has another form than Apple's")
        except Malformed as problem:
            self.findings.add("requirements", path, str(problem))

    def check_profile(self, root: str, identifier: str, wanted: dict, leaf) -> None:
        where = f"{root}/embedded.mobileprovision"
        entry = self.files.get(where)
        if entry is None or entry.target is not None:
            self.findings.add("profile", where, "there is no profile")
            return
        provisioning_profile.check_profile(entry.data, (identifier, wanted), leaf, self.roots, self.at, where, self.findings)


def main() -> int:
    parser = argparse.ArgumentParser(description="checks the seals of an iOS app")
    parser.add_argument("--root", action="append", default=[], metavar="PEM", help="a certificate that chains may end at")
    parser.add_argument("--at", metavar="ISO-TIME", help="the time at which certificates and profiles must be valid; default: now")
    parser.add_argument("paths", nargs="+", metavar="APP-OR-IPA")
    options = parser.parse_args()
    at = datetime.datetime.fromisoformat(options.at.replace("Z", "+00:00")) if options.at else datetime.datetime.now(datetime.timezone.utc)
    roots = [root for path in options.root for root in certificates.load_pem(path)]
    documents = [check_path(path, roots, at) for path in options.paths]
    print(json.dumps(documents, indent=1))
    return 0 if all(document["verified"] for document in documents) else 1


def check_path(path: str, roots: list, at: datetime.datetime) -> dict:
    try:
        files = read_folder(path) if os.path.isdir(path) else read_archive(path)
    except (zipfile.BadZipFile, zlib.error) as problem:
        return {"sealed": False, "verified": False, "codes": 0, "findings": [{"kind": "archive", "file": "", "message": str(problem)}]}
    check = Check(files, roots, at)
    check.run()
    found = check.findings
    listed = sorted({(each.kind, each.file, each.message) for each in found.list})
    return {
        "sealed": found.sealed,
        "verified": found.verified,
        "codes": check.codes,
        "findings": [{"kind": kind, "file": file, "message": message} for kind, file, message in listed],
    }


if __name__ == "__main__":
    sys.exit(main())
