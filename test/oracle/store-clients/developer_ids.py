"""Asks with Google's own client for Python whether a package is registered. Arguments: key, package with hyphens, fingerprint (optional)."""

import json
import os
import sys

import httplib2
from googleapiclient.discovery import build

key, package, *fingerprint = sys.argv[1:]
http = httplib2.Http(ca_certs=os.environ["AUTHORITY"])
service = build("androiddeveloperidstatus", "v1", http=http, developerKey=key, static_discovery=True)
name = f"packages/{package}/packageRegistrationStatus"
more = {"certificateFingerprint": fingerprint[0]} if fingerprint else {}
print(json.dumps(service.packages().packageRegistrationStatus().check(name=name, **more).execute()))
