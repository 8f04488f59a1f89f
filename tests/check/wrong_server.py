"""Servers with one fault each: wrong_server.py WAY PORT."""

import os
import queue
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
inside = threading.Semaphore(4)


def answer(client, data):
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
        client.setblocking(False)
        try:
            client.send(data)
        finally:
            client.setblocking(True)
        return
    client.sendall(data)


def echo(client):
    if WAY == "greets":
        client.sendall(b"welcome\r\n")
    while data := client.recv(1024 if WAY == "cuts" else 65536):
        if WAY == "raw-log":
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        if WAY == "joins-lines":
            data = data.replace(b"\nt", b"t")
        if WAY == "shared-buffer":
            shared.extend(data)
            time.sleep(0.001)
            if shared.endswith(b"\n"):
                data = bytes(shared)
                shared.clear()
            else:
                continue
        if WAY == "first-line-only":
            client.sendall(data)
            return
        send(client, answer(client, data))
    if WAY == "eats-half-close":
        rests.wait()
    if WAY == "late-answers":
        pass


def long_lines(client):
    """Reads lines, and keeps only what its buffer holds of each."""
    with client.makefile("rb") as lines:
        while line := lines.readline():
            client.sendall(line if len(line) <= 4096 else line[:4095] + b"\n")


def waits_for_the_end(client):
    """Reads all, then answers, and closes with the peer's bytes unread."""
    data = client.recv(65536)
    while data:
        client.sendall(data)
        data = client.recv(65536)


def closes_early(client):
    """Ends the connection as soon as the peer has ended its half."""
    while True:
        data = client.recv(1024)
        if not data:
            return
        ended, _, _ = select.select([client], [], [], 0)
        peek = client.recv(1, socket.MSG_PEEK) if ended else b"?"
        if not peek:
            client.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            return  # the rest of the answers is lost
        client.sendall(data)


def keeps_all(client):
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
}


def serve(client):
    try:
        SERVES.get(WAY, echo)(client)
    except OSError:
        if WAY == "dies-on-reset":
            os._exit(1)
        if WAY == "loses-a-worker":
            raise
    if WAY == "leaks-descriptors":
        kept.append(client)
        return
    client.close()
    if WAY == "leaks-threads":
        rests.wait()


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
                while WAY == "reads-to-the-newline" and data and data[-1:] != b"\n":
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
    jobs = queue.Queue()

    def work():
        while True:
            serve(jobs.get())

    for _ in range(4):
        threading.Thread(target=work, daemon=True).start()
    while True:
        jobs.put(listener.accept()[0])


def forks():
    while True:
        client, _ = listener.accept()
        if os.fork() == 0:
            serve(client)
            os._exit(0)
        client.close()
        if WAY == "forks":
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def udp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", PORT))
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    first = None
    while True:
        try:
            data, sender = server.recvfrom(1024 if WAY == "udp-cuts" else 65535)
        except OSError:
            continue
        first = first or sender
        if WAY == "udp-first-only":
            sender = first
        if WAY == "udp-ends-at-empty" and not data:
            continue
        if WAY == "udp-raw-log":
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        if WAY == "udp-other-port":
            other.sendto(data, sender)
            continue
        if WAY == "udp-slow":
            time.sleep(0.05)
        server.sendto(data, sender)
        if WAY == "udp-twice":
            server.sendto(data, sender)


def udp_connects():
    """Connects to each sender: an ICMP error of one ends it."""
    while True:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", PORT))
        data, sender = server.recvfrom(65535)
        server.connect(sender)
        while data is not None:
            server.send(data)
            server.settimeout(0.05)
            try:
                data = server.recv(65535)
            except TimeoutError:
                data = None
            # A ConnectionRefusedError ends the whole server.
        server.close()


if WAY == "never-ends":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if WAY == "leaves-a-child" and os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
if WAY == "udp-never-ends":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if WAY == "udp-connects":
    udp_connects()
if WAY.startswith("udp"):
    udp()

listener = socket.socket()
if WAY != "no-reuse":
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", PORT))
listener.listen({"big-backlog": 4096, "short-queue": 1}.get(WAY, 128))
if WAY in ("loop", "reads-to-the-newline"):
    one_loop()
if WAY in ("pool", "loses-a-worker"):
    pool()
if WAY in ("forks", "zombies"):
    forks()
served = 0
while True:
    if WAY == "spins":
        try:
            client, _ = listener.accept()
        except OSError:
            continue
    elif WAY == "slow-accept":
        time.sleep(0.2)
        client, _ = listener.accept()
    else:
        client, _ = listener.accept()  # "dies at the limit": an OSError ends it
    served += 1
    if WAY in ("one", "big-backlog"):
        serve(client)
        continue
    if WAY == "one-too-many" and threading.active_count() > 4:
        client.sendall(b"full\n")
        client.close()
        continue
    threading.Thread(target=serve, args=(client,), daemon=True).start()
