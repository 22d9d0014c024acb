"""Stands in for the providers: answers one request to send as each of them does, and keeps it to be looked at.

stand-in.py FOLDER: writes the port to FOLDER/port and that of its SMTP server to FOLDER/smtp, each request to FOLDER/requests.log, and ends when it is told to.
"""
import http.server
import json
import os
import socketserver
import sys
import threading

folder = sys.argv[1]

ANSWERS = {
    "/v3/mail/send": (202, {"X-Message-Id": "stand-in"}, None),
    "/emails": (200, {}, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}),
    "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json": (201, {}, {"sid": "SM" + "0" * 32, "status": "queued"}),
    "/sms/3/messages": (200, {}, {"messages": [{"messageId": "stand-in", "status": {"groupId": 1, "id": 26, "name": "PENDING_ACCEPTED"}}]}),
    "/token": (200, {}, {"access_token": "stand-in", "expires_in": 3600, "token_type": "Bearer"}),
    "/v1/projects/stand-in/messages:send": (200, {}, {"name": "projects/stand-in/messages/1"}),
}


def keep(line):
    with open(os.path.join(folder, "requests.log"), "a", encoding="utf-8") as log:
        log.write(line + "\n")


class SmtpStandIn(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 stand-in")
        envelope = []
        while line := self.rfile.readline().decode("utf-8").strip():
            verb = line.upper()
            if verb == "DATA":
                self.say("354 go on")
                while self.rfile.readline().rstrip(b"\r\n") != b".":
                    pass
                keep(f"POST smtp {' '.join(envelope)}")
                self.say("250 taken as stand-in")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                if verb.startswith(("MAIL", "RCPT")):
                    envelope.append(line)
                self.say("250 yes")


class StandIn(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, headers, answer = ANSWERS.get(self.path, (404, {}, {"message": "no such path"}))
        keep(f"POST {self.path} Authorization: {self.headers.get('Authorization')} {body.decode('utf-8')}")
        content = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


for name, server in (
    ("smtp", socketserver.ThreadingTCPServer(("127.0.0.1", 0), SmtpStandIn)),
    ("port", http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)),
):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(os.path.join(folder, name + ".new"), "w", encoding="utf-8") as port:
        port.write(str(server.server_address[1]))
    os.rename(os.path.join(folder, name + ".new"), os.path.join(folder, name))
threading.Event().wait()
