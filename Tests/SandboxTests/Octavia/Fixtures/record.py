#!/usr/bin/env python3
"""Records the answers of a real Octavia into conversation.json, beside this file.

Usage: record.py FACTS [IDENTITY [OCTAVIA]]

FACTS is the facts.json of a cloud started by Tests/Integration; the users are the ones that it seeds. What differs from
cloud to cloud is replaced in the recording: ids that a later request uses by their names, other ids and all times by
placeholders.
"""

import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.request

FILE = pathlib.Path(__file__).with_name("conversation.json")
PROJECTS = {"k8s": "k8s", "admin": "admin", "stranger": "other", "observer": "k8s", "nolb": "k8s"}
USERS = {"k8s": "occm"}


def send(method, url, headers, body):
    request = urllib.request.Request(url, method=method, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read(), answer.headers


def token(identity, caller):
    user = {"name": USERS.get(caller, caller), "domain": {"id": "default"}, "password": "loopback"}
    scope = {"project": {"name": PROJECTS[caller], "domain": {"id": "default"}}}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
    headers = {"Content-Type": "application/json"}
    _, _, headers = send("POST", f"{identity}/v3/auth/tokens", headers, json.dumps(body).encode())
    return headers["X-Subject-Token"]


def fill(text, values):
    return re.sub(r"\$\{(\w+)\}", lambda match: values[match[1]], text)


def normalise(text, values):
    for name, value in sorted(values.items(), key=lambda item: -len(item[1])):
        text = re.sub(rf"(?<![\w.:]){re.escape(value)}(?![\w:]|\.\d)", "${" + name + "}", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>", text)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?!Z)", "<time>", text)


def find(value, path):
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return value


class Recorder:
    def __init__(self, facts, identity, octavia):
        self.octavia = octavia
        self.tokens = {caller: token(identity, caller) for caller in PROJECTS}
        stranger = facts["stranger"]
        self.values = {
            "subnet": facts["subnet_id"],
            "subnet6": facts["subnet6_id"],
            "network": facts["network_id"],
            "project": facts["project_id"],
            "exhausted_network": facts["exhausted_network_id"],
            "strangers_subnet": stranger["subnet_id"],
            "strangers_project": stranger["project_id"],
            "base": octavia,
        }

    def call(self, caller, method, path, body=None):
        headers = {"X-Auth-Token": self.tokens[caller], "Content-Type": "application/json"}
        return send(method, self.octavia + path, headers, body)

    def settle(self, load_balancer):
        for _ in range(600):
            status, body, _ = self.call("k8s", "GET", f"/v2.0/lbaas/loadbalancers/{load_balancer}")
            if status == 404 or not json.loads(body)["loadbalancer"]["provisioning_status"].startswith("PENDING"):
                return
            time.sleep(0.2)
        sys.exit(f"{load_balancer} does not settle")

    def record(self, exchange):
        body = exchange.get("raw") or (json.dumps(exchange["body"]) if "body" in exchange else None)
        body = fill(body, self.values).encode() if body else None
        path = fill(exchange["path"], self.values)
        status, answer, _ = self.call(exchange["caller"], exchange["method"], path, body)
        text = answer.decode()
        for name, place in exchange.get("saves", {}).items():
            self.values[name] = find(json.loads(text), place)
        exchange["status"] = status
        exchange["answer"] = json.loads(normalise(text, self.values)) if text.startswith(("{", "[", '"')) else text
        if "settles" in exchange:
            self.settle(fill(exchange["settles"], self.values))


def main(facts, identity="http://127.0.0.1:5000", octavia="http://127.0.0.1:9876"):
    recorder = Recorder(json.loads(pathlib.Path(facts).read_text()), identity, octavia)
    conversation = json.loads(FILE.read_text())
    try:
        for exchange in conversation:
            print(exchange["title"], flush=True)
            recorder.record(exchange)
    finally:
        save(conversation)


def save(conversation):
    lines = ",\n".join(json.dumps(exchange, ensure_ascii=False) for exchange in conversation)
    FILE.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
