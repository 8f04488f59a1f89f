"""Servers of many models: models.py MODEL NUMBER PORT."""

import os
import select
import signal
import socket
import sys
import threading
import time

MODEL, NUMBER, PORT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
inside = []
listener = socket.create_server(("127.0.0.1", PORT), backlog=128)


def serve(client):
    inside.append(client)
    try:
        while data := client.recv(65536):
            if MODEL == "slow":
                time.sleep(NUMBER / 1000)
            client.sendall(data)
    except OSError:
        pass
    inside.remove(client)
    client.close()


def one_after_the_other():
    while True:
        client = listener.accept()[0]
        if MODEL == "impatient":
            client.settimeout(NUMBER / 1000)
        serve(client)


def loop():
    """At most 50: then two of these share more."""
    listener.setblocking(False)
    clients = []
    while True:
        some = clients if len(clients) > 49 else [*clients, listener]
        for one in select.select(some, [], [])[0]:
            try:
                if one is listener:
                    clients.append(one.accept()[0])
                    continue
                if data := one.recv(65536):
                    one.sendall(data)
                    continue
            except BlockingIOError:
                continue  # another process was quicker
            except OSError:
                pass
            clients.remove(one)
            one.close()


def end(*_):
    os.killpg(0, signal.SIGKILL)


if MODEL in ("prefork", "preloops"):
    for _ in range(NUMBER):
        if os.fork() == 0:
            one_after_the_other() if MODEL == "prefork" else loop()
    signal.signal(signal.SIGTERM, end)
    while True:
        signal.pause()
if MODEL == "impatient":
    one_after_the_other()
if MODEL == "prethread":
    for _ in range(NUMBER):
        threading.Thread(target=one_after_the_other).start()
    threading.Event().wait()
while True:
    try:
        client = listener.accept()[0]
    except OSError:
        time.sleep(0.05)  # no descriptor is left
        continue
    if MODEL == "forgets" and len(inside) >= NUMBER:
        inside.append(client)  # nobody ever answers it
        continue
    threading.Thread(target=serve, args=[client]).start()
