"""Works out ids apart from Berth's code: `python3 ids.py > ids.csv`. The file is never to change."""

import hashlib

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def saved_id(query="", version="2026-11-23.1", hash="a" * 64, model=1, title="", note="", parent=""):
    parts = [query, version, hash, str(model), title, note, parent]
    data = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    text = ""
    for _ in range(11):
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    return text


print("content,id")
print("empty," + saved_id())
print("query," + saved_id(query="v=1&region=eu-west-1", model=7))
print("unicode," + saved_id(title="Z\u00fcrich \U0001f680", note="two\nlines"))
print("parent," + saved_id(parent="0Kd6bEUlL2x", model=2**32 - 1))
print("longest," + saved_id(query="q" * 8192, title="t" * 100, note="n" * 2000))
