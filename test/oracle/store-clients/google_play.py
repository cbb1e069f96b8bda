"""Publishes with Google's own client for Python: a resumable upload in pieces. Arguments: key file, package name, bundle."""

import json
import os
import sys

import google_auth_httplib2
import httplib2
from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload

key_file, package_name, bundle_file = sys.argv[1:]
http = httplib2.Http(ca_certs=os.environ["AUTHORITY"])
# As googleapiclient.http.build_http does it: 308 is no redirect here.
http.redirect_codes = http.redirect_codes - {308}
scopes = ["https://www.googleapis.com/auth/androidpublisher"]
credentials = service_account.Credentials.from_service_account_file(key_file, scopes=scopes)
authorized = google_auth_httplib2.AuthorizedHttp(credentials, http=http)
edits = build("androidpublisher", "v3", http=authorized, static_discovery=True).edits()

edit = edits.insert(packageName=package_name, body={}).execute()
at = {"packageName": package_name, "editId": edit["id"]}
media = MediaFileUpload(bundle_file, mimetype="application/octet-stream", resumable=True, chunksize=262144)
upload = edits.bundles().upload(**at, media_body=media)
answer = None
pieces = 0
while answer is None:
    # As Google's guide has it: after a failure the next call asks how far the upload is.
    try:
        status, answer = upload.next_chunk()
        pieces += 1
    except HttpError as error:
        if error.resp.status < 500:
            raise
release = {"versionCodes": [str(answer["versionCode"])], "status": "completed"}
edits.tracks().update(**at, track="internal", body={"releases": [release]}).execute()
edits.commit(**at).execute()
try:
    edits.get(**at).execute()
    refused = None
except HttpError as error:
    refused = error.reason
print(json.dumps({"bundle": answer, "pieces": pieces, "refused": refused}))
