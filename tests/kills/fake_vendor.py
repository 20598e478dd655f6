"""A vendor that charges for every call it takes, in a process of its own. Its charge log is the truth.

    python fake_vendor.py CHARGES [FILE]      prints its port; FILE is what every job delivers

POST /jobs {"prompt", "label", "seconds", "hold_before", "hold_after"}: a job. How it is asked for shows what it can do:
`?repeatable` knows a call by its label and does not charge it twice, `?findable` can be asked for a label afterwards.
GET /jobs?label=... · GET /jobs/ID · DELETE /jobs/ID · GET /files/ID
"""

import json
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    charges: ClassVar[Path]
    file: ClassVar[bytes] = b""
    jobs: ClassVar[dict[str, dict[str, Any]]] = {}
    lock: ClassVar[threading.Lock] = threading.Lock()

    def do_POST(self) -> None:
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        time.sleep(body.get("hold_before", 0))
        with self.lock:
            same = [job for job in self.jobs.values() if job["label"] and job["label"] == body.get("label")]
            if "repeatable" in asked and same:
                job = same[0]
            else:
                job = self._charged(body, with_label=bool(asked.keys() & {"repeatable", "findable"}))
        time.sleep(body.get("hold_after", 0))
        self._answer(200, {"id": job["id"]})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name = parts.path.rsplit("/", 1)[-1]
        job = self.jobs.get(name)
        if parts.path == "/jobs":
            label = parse_qs(parts.query).get("label", [""])[0]
            self._answer(200, {"found": [job["id"] for job in self.jobs.values() if job["label"] == label]})
        elif job is None:
            self._answer(404, {"message": "no such job"})
        elif parts.path.startswith("/files/"):
            self._send(200, self.file, "application/octet-stream")
        else:
            share = min(1.0, (time.time() - job["since"]) / max(job["seconds"], 1e-6))
            state = "cancelled" if job["cancelled"] else "done" if share >= 1 else "running"
            self._answer(200, {"state": state, "progress": share, "cost": job["cost"]})

    def do_DELETE(self) -> None:
        job = self.jobs.get(urlsplit(self.path).path.rsplit("/", 1)[-1])
        if job is not None:
            job["cancelled"] = True
        self._answer(200, {"state": "cancelled"})

    def _charged(self, body: dict[str, Any], with_label: bool) -> dict[str, Any]:
        job: dict[str, Any] = {
            "id": uuid.uuid4().hex[:12], "since": time.time(), "seconds": body.get("seconds", 0), "cancelled": False,
            "label": body.get("label") if with_label else None, "prompt": body["prompt"], "cost": body.get("cost"),
        }  # fmt: skip
        self.jobs[job["id"]] = job
        with self.charges.open("a") as log:
            log.write(json.dumps({"job": job["id"], "prompt": job["prompt"]}) + "\n")
        return job

    def _answer(self, status: int, document: dict[str, Any]) -> None:
        self._send(status, json.dumps(document).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # whoever asked was killed

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked was killed."""


if __name__ == "__main__":
    Handler.charges = Path(sys.argv[1])
    if len(sys.argv) > 2:
        Handler.file = Path(sys.argv[2]).read_bytes()
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
