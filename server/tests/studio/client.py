"""A film in five calls, with nothing but what docs/API.md says: python3 client.py STUDIO TOKEN SCRIPT FILM SETTINGS"""
import json
import sys
import urllib.request
import uuid

studio, token, script, film, settings = sys.argv[1:6]


def call(method, path, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers["Authorization"] = f"Bearer {token}"
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(studio + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=300) as answer:
        return answer.read()


with open(script) as text:
    wanted = {"title": "By a program", "script": text.read(), "user_id": "u1", "settings": json.loads(settings)}

price = json.loads(call("POST", "/api/v1/jobs?dry_run=true", wanted))
job = json.loads(call("POST", "/api/v1/jobs", wanted, Idempotency_Key=str(uuid.uuid4())))
while job["status"] not in ("COMPLETED", "FAILED", "CANCELLED"):
    job = json.loads(call("GET", job["links"]["self"] + "?wait=60"))
state = json.loads(call("GET", job["links"]["state"]))
with open(film, "wb") as out:
    out.write(call("GET", job["links"]["download"]))
print(json.dumps({"price": price, "job": job, "state": state}))
