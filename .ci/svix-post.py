"""Posts a report to a webhook as Resend signs it: svix-post.py URL SECRET EMAIL_ID TYPE. Prints the status of the answer."""
import base64
import hashlib
import hmac
import json
import sys
import time
import urllib.error
import urllib.request

url, secret, email_id, kind = sys.argv[1:5]
now = int(time.time())
stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
body = json.dumps({"type": kind, "created_at": stamp, "data": {"email_id": email_id, "created_at": stamp, "from": "a@example.org", "to": ["anna@example.org"], "subject": "x"}}).encode()
signed = f"msg_{kind}.{now}.".encode() + body
signature = base64.b64encode(hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()).decode()
request = urllib.request.Request(url, body, {
    "Content-Type": "application/json", "svix-id": f"msg_{kind}", "svix-timestamp": str(now), "svix-signature": f"v1,{signature}"})
try:
    print(urllib.request.urlopen(request).status)
except urllib.error.HTTPError as error:
    print(error.code)
