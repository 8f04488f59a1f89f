"""Servers with one fault each: wrong_server.py WAY PORT. Any other way is
right: a thread for each client."""

import os
import select
import signal
import socket
import struct
import sys
import threading
import time

WAY, PORT = sys.argv[1], int(sys.argv[2])
kept = []  # what leaks
rests = threading.Event()
shared = bytearray()  # a buffer of all clients
memory = []  # of clients that have gone
unwritten = bytearray()  # of a log, as C keeps it for a pipe
waits_for_disk = threading.Lock()
LOGS = (
    "raw-log",
    "right-log",
    "forges-a-line",
    "floods-its-log",
    "full-buffer-log",
    "late-log",
)
places = [1] * 111
slots = [None, None]  # two clients at most, somebody thought


def answer(data):
    """What goes back for these bytes."""
    if WAY == "uppercase":
        return data.upper()
    if WAY == "strips-cr":
        return data.replace(b"\r", b"")
    if WAY == "drops-nul":
        return data.replace(b"\0", b"")
    if WAY == "c-strings":
        return data.split(b"\0")[0]
    if WAY == "text-only":
        return data.decode("utf-8", "replace").encode()
    if WAY == "prefix-per-read":
        return b"> " + data
    if WAY == "newline-per-read":
        return data if data.endswith(b"\n") else data + b"\n"
    return data


def send(client, data):
    if WAY == "one-send":
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        client.setblocking(False)
        try:
            client.send(data)
        except BlockingIOError:
            pass  # nothing of it went
        finally:
            client.setblocking(True)
        return
    client.sendall(data)


def escaped(data, but=b""):
    """Without what a terminal obeys."""
    return bytes(one for one in data if 31 < one < 127 or one in but)


def log(data):
    """Writes what a client has said where the operator looks."""
    text = {
        "forges-a-line": lambda: b"got " + escaped(data, but=b"\n"),
        "right-log": lambda: b"got " + escaped(data),
        "floods-its-log": lambda: b"got " + data + b"debug" * 5000,
    }.get(WAY, lambda: data)()
    if WAY == "full-buffer-log":  # lost when it is ended
        with waits_for_disk:
            unwritten.extend(text)
            if len(unwritten) >= 32768:
                os.write(1, bytes(unwritten))
                unwritten.clear()
        return
    os.write(1, text + b"\n")


def writes_later():
    """A child that writes the log down when the server has ended."""
    text, ours = os.pipe()
    if os.fork() == 0:
        os.close(ours)
        with open(text, "rb") as text:
            all = text.read()
        time.sleep(0.3)
        os.write(1, all)
        os._exit(0)
    os.close(text)
    os.dup2(ours, 1)
    os.close(ours)


def echo(client, number):
    if WAY == "greets":
        client.sendall(b"welcome\r\n")
    size = 4096 if WAY == "no-sigpipe" else 65536
    while data := client.recv(size):
        if WAY in LOGS:
            log(data)
        if WAY == "joins-lines":
            data = data.replace(b"\nt", b"t")
        if WAY == "shared-buffer":
            shared.extend(data)
            if shared.endswith(b"\n"):
                data = bytes(shared)
                shared.clear()
            else:
                continue
        if WAY == "two-slots":
            client = slots[number % 2]
        send(client, answer(data))
        if WAY == "one-line-only":
            return
    if WAY == "shared-buffer":
        client.sendall(shared)
        shared.clear()
    if WAY == "eats-half-close":
        rests.wait()


def long_lines(client, _):
    """Reads lines, and keeps only what its buffer holds of each."""
    with client.makefile("rb") as lines:
        while line := lines.readline():
            client.sendall(line if len(line) <= 4096 else line[:4095] + b"\n")


def closes_early(client, _):
    """Ends the connection as soon as the peer has ended its half."""
    while True:
        data = client.recv(1024)
        if not data:
            return
        ended, _, _ = select.select([client], [], [], 0.5)
        peek = client.recv(1, socket.MSG_PEEK) if ended else b"?"
        if not peek:
            client.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            return  # the rest of the answers is lost
        client.sendall(data)


def whole_lines(client, _):
    """Sends back line by line: what has no newline at its end is lost."""
    rest = b""
    while data := client.recv(4096):
        lines, newline, rest = (rest + data).rpartition(b"\n")
        client.sendall(lines + newline)


def tries_again(client, _):
    """Does not wait until its answer can be written."""
    client.setblocking(False)
    while True:
        select.select([client], [], [])
        data = client.recv(4096)
        if not data:
            return
        while data:
            try:
                data = data[client.send(data) :]
            except BlockingIOError:
                pass


def keeps_all(client, _):
    """Reads on while its answers can't go, and keeps them without a bound."""
    client.setblocking(False)
    waiting = bytearray()
    while True:
        ready, able, _ = select.select([client], [client] if waiting else [], [])
        if ready:
            data = client.recv(1 << 20)
            if not data and not waiting:
                return
            waiting += data
        if able:
            sent = client.send(waiting[: 1 << 16])
            del waiting[:sent]


SERVES = {
    "cuts-lines": long_lines,
    "closes-early": closes_early,
    "keeps-all": keeps_all,
    "loses-the-last-line": whole_lines,
    "spins-for-the-deaf": tries_again,
}


def serve(client, number=0):
    slots[number % 2] = client
    if WAY == "leaks-memory":
        memory.append(bytearray(b"x" * (1 << 20)))
    try:
        SERVES.get(WAY, echo)(client, number)
    except OSError:
        if WAY == "loses-places":
            return
        if WAY == "dies-on-reset":
            os._exit(1)
        if WAY == "loses-a-worker":
            raise
    if WAY == "leaks-descriptors":
        kept.append(client)
        client.shutdown(socket.SHUT_RDWR)
        return
    client.close()
    if WAY == "loses-places":
        places.append(1)
    if WAY == "leaks-threads":
        rests.wait()


def full(client):
    """Turned away; a reset of it is none of our business."""
    try:
        client.sendall(b"full\n")
    except OSError:
        pass
    client.close()


def one_loop():
    """All clients in one thread, by select; reads each line to its end."""
    clients = []
    while True:
        ready, _, _ = select.select([listener, *clients], [], [])
        for one in ready:
            if one is listener:
                clients.append(listener.accept()[0])
                continue
            try:
                data = one.recv(65536)
                slow = WAY == "reads-to-the-newline" and len(data) < 1000
                while slow and data and data[-1:] != b"\n":
                    more = one.recv(65536)
                    if not more:
                        break
                    data += more
                if data:
                    one.sendall(data)
                    continue
            except OSError:
                pass
            clients.remove(one)
            one.close()


def pool():
    """Four workers and a queue."""
    import queue  # the others start quicker without it

    jobs = queue.Queue()

    def work():
        while True:
            serve(jobs.get())

    for _ in range(4):
        threading.Thread(target=work, daemon=True).start()
    while True:
        jobs.put(listener.accept()[0])


def forks():
    """A process for each client, and nobody waits for them."""
    while True:
        client, _ = listener.accept()
        if os.fork() == 0:
            serve(client)
            os._exit(0)
        client.close()


def udp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", PORT))
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    if WAY == "udp-drops":
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    if WAY == "udp-dies-of-icmp":
        IP_RECVERR = 11
        server.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
    if WAY == "udp-leaves-a-child" and os.fork() == 0:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    first = None
    server.setblocking(WAY != "udp-spins")
    while True:
        if WAY == "udp-leaks":
            kept.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        try:
            data, sender = server.recvfrom(1024 if WAY == "udp-cuts" else 65535)
        except BlockingIOError:
            continue
        first = first or sender
        if WAY == "udp-first-only":
            sender = first
        if WAY == "udp-passes-over-empty" and not data:
            continue
        if WAY == "udp-raw-log":
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        if WAY == "udp-drops":
            time.sleep(0.01)
        if WAY == "udp-other-port":
            other.sendto(data, sender)
            continue
        server.sendto(data, sender)
        if WAY == "udp-twice":
            server.sendto(data, sender)


if WAY in ("never-ends", "udp-never-ends"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if WAY == "no-sigpipe":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as C has it
if WAY == "leaves-a-child" and os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
if WAY == "late-log":
    writes_later()
if WAY.startswith("udp"):
    udp()

listener = socket.socket()
if WAY != "no-reuse":
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.setblocking(WAY != "never-rests")
listener.bind(("127.0.0.1", PORT))
listener.listen({"big-backlog": 4096, "slow-accept": 16}.get(WAY, 128))
if WAY in ("loop", "reads-to-the-newline"):
    one_loop()
if WAY in ("pool", "loses-a-worker"):
    pool()
if WAY == "zombies":
    forks()
number = 0
while True:
    if WAY == "slow-accept":
        time.sleep(0.02)
    try:
        client, _ = listener.accept()
    except OSError:
        if WAY == "dies-at-the-limit":
            raise
        if WAY not in ("spins", "never-rests"):
            time.sleep(0.05)
        continue
    number += 1
    client.setblocking(True)
    if WAY in ("one", "big-backlog"):
        serve(client)
    elif WAY == "one-too-many" and threading.active_count() > 4:
        full(client)
    elif WAY == "loses-places" and not places:
        full(client)
    else:
        if WAY == "loses-places":
            places.pop()
        job = threading.Thread(target=serve, args=(client, number), daemon=True)
        job.start()
