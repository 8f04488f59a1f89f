"""Servers that a comparison must see through: bad_server.py WAY PORT."""

import os
import socket
import subprocess
import sys
import threading
import time

WAY, PORT = sys.argv[1], int(sys.argv[2])
answers = connections = 0
clients = []
rests = threading.Event()


def corrupts(nth):
    return (
        (WAY == "corrupts" and answers % 7 == 0)
        or (WAY == "corrupts_late" and nth > 200)
        or (WAY == "corrupts_next" and is_next)
    )


def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def never(nth):
    every = {"skips": 10, "every_second": 2}.get(WAY)
    return every is not None and nth % every == 0


def echo(client):
    global answers, connections
    connections += 1
    nth, frozen = connections, False
    while data := client.recv(65536):
        answers += 1
        if WAY in ("keeps_one", "keeps_none"):
            clients.remove(client)
            while clients:
                clients.pop().shutdown(socket.SHUT_RDWR)
        if WAY == "thinks_first" and answers == 1:
            compute(0.3)
        if WAY == "slower_later" and nth > 64:
            time.sleep(0.02)
        if corrupts(nth):
            data = data[:-2] + b"?\n"
        if WAY == "dies" and answers > 20:
            print("out of luck", file=sys.stderr, flush=True)
            os._exit(3)
        if WAY in ("mute", "keeps_none") or frozen or never(nth):
            continue
        client.sendall(data)
        if WAY == "leaves_orphan_later" and answers == 20:
            orphan = ["setsid", "sh", "-c", "sleep 600 &"]
            subprocess.run(orphan, check=True)
        # A request ends with its line.
        frozen = WAY == "freezes" and data.endswith(b"\n")
    client.close()
    if WAY == "leaks":
        rests.wait()


def serve(client):
    try:
        echo(client)
    except OSError:
        pass  # it has left


# Whether another server of its way was here before.
is_next = os.path.exists(WAY)
if WAY == "corrupts_next":
    open(WAY, "w").close()
if WAY == "ends":
    sys.exit("no such thing as a port")
if WAY == "deaf":
    time.sleep(600)
if WAY == "leaves_one":
    # A process that leaves the group.
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
if WAY == "leaves_orphan" and os.fork() == 0:
    # One that leaves the group and its parent, as a daemon does.
    os.setsid()
    if os.fork() > 0:
        os._exit(0)
    time.sleep(600)
if WAY == "leaves_orphan":
    os.wait()
if WAY == "starts_slowly":
    compute(0.5)
places = {"narrow": 2, "narrow_one": 2}.get(WAY, 128)
listener = socket.create_server(("127.0.0.1", PORT), backlog=places)
while True:
    client, _ = listener.accept()
    if WAY in ("keeps_one", "keeps_none"):
        clients.append(client)
    if WAY in ("one", "narrow_one"):
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
