"""Uploads and distributes with Google's own client for Python. Arguments: key file, id of the app, package file."""

import json
import os
import sys
import time

import google_auth_httplib2
import httplib2
from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload

key_file, app_id, package_file = sys.argv[1:]
project = "projects/" + app_id.split(":")[1]
app = f"{project}/apps/{app_id}"
http = httplib2.Http(ca_certs=os.environ["AUTHORITY"])
scopes = ["https://www.googleapis.com/auth/cloud-platform"]
credentials = service_account.Credentials.from_service_account_file(key_file, scopes=scopes)
authorized = google_auth_httplib2.AuthorizedHttp(credentials, http=http)
service = build("firebaseappdistribution", "v1", http=authorized, static_discovery=True)

media = MediaFileUpload(package_file, mimetype="application/octet-stream")
operation = service.media().upload(app=app, media_body=media).execute()
releases = service.projects().apps().releases()
while not operation.get("done"):
    time.sleep(0.05)
    operation = releases.operations().get(name=operation["name"]).execute()
release = operation["response"]["release"]
notes = {"releaseNotes": {"text": "First words"}}
patched = releases.patch(name=release["name"], updateMask="release_notes.text", body=notes).execute()
service.projects().testers().batchAdd(project=project, body={"emails": ["ada@example.test"]}).execute()
releases.distribute(name=release["name"], body={"testerEmails": ["bob@example.test"], "groupAliases": ["quality"]}).execute()
found = releases.list(parent=app, filter='displayVersion="1.0" AND buildVersion="42"').execute()
aab = service.projects().apps().getAabInfo(name=f"{app}/aabInfo").execute()
try:
    releases.distribute(name=release["name"], body={"groupAliases": ["nobody"]}).execute()
    refused = None
except HttpError as error:
    refused = error.resp.status
print(json.dumps({"operation": operation, "patched": patched, "found": found, "aab": aab, "refused": refused}))
