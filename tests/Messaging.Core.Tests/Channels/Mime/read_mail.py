"""Reads emails with the parser of the standard library and says what it saw.

One request a line on standard input: {"mail": "<base64>"}. One answer a line on standard output.
"""
import base64
import email
import email.policy
import email.utils
import json
import sys
from email.header import decode_header, make_header


def structure(part):
    if part.is_multipart():
        return "%s(%s)" % (part.get_content_subtype(), ",".join(structure(p) for p in part.iter_parts()))
    return part.get_content_type()


def describe(part):
    payload = part.get_payload(decode=True) or b""
    is_text = part.get_content_maintype() == "text" and part.get_content_disposition() is None
    return {
        "type": part.get_content_type(),
        "charset": part.get_content_charset(),
        "disposition": part.get_content_disposition(),
        "fileName": part.get_filename(),
        "contentId": part["content-id"],
        "encoding": part["content-transfer-encoding"],
        "content": base64.b64encode(payload).decode("ascii"),
        "text": payload.decode("utf-8") if is_text else None,
    }


def addresses(message, name):
    """Unfolds and decodes by hand: the parser puts spaces between the encoded-words of a name, against RFC 2047 (python/cpython#128110)."""
    found = []
    for header, value in message.raw_items():
        if header.lower() == name:
            text = value.encode("utf-8", "surrogateescape").decode("utf-8").replace("\r\n", "").replace("\n", "")
            for display_name, address in email.utils.getaddresses([text]):
                found.append({"name": str(make_header(decode_header(display_name))), "address": address})
    return found


def read(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    defects = []
    for part in message.walk():
        defects += [type(d).__name__ for d in part.defects]
        for value in part.values():
            defects += [type(d).__name__ for d in getattr(value, "defects", ())]
    return {
        "headers": [{"name": n, "value": str(v)} for n, v in message.items()],
        "from": addresses(message, "from"),
        "to": addresses(message, "to"),
        "replyTo": addresses(message, "reply-to"),
        "subject": message["subject"],
        "structure": structure(message),
        "parts": [describe(p) for p in message.walk() if not p.is_multipart()],
        "defects": defects,
    }


for line in sys.stdin:
    request = json.loads(line)
    sys.stdout.write(json.dumps(read(base64.b64decode(request["mail"]))) + "\n")
    sys.stdout.flush()
