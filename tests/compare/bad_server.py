"""Servers that a comparison must see through: bad_server.py WAY PORT."""

import os
import socket
import sys
import threading
import time

WAY, PORT = sys.argv[1], int(sys.argv[2])
answers = 0
rests = threading.Event()


def echo(client):
    global answers
    while data := client.recv(65536):
        answers += 1
        if WAY == "corrupts" and answers % 7 == 0:
            data = data[:-2] + b"?\n"
        if WAY == "dies" and answers > 20:
            print("out of luck", file=sys.stderr, flush=True)
            os._exit(3)
        if WAY == "mute":
            continue
        client.sendall(data)
    client.close()
    if WAY == "leaks":
        rests.wait()


def serve(client):
    try:
        echo(client)
    except OSError:
        pass  # it has left


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
    begun = time.process_time()
    while time.process_time() < begun + 0.5:
        pass
places = {"narrow": 2, "narrow_one": 2}.get(WAY, 128)
listener = socket.create_server(("127.0.0.1", PORT), backlog=places)
while True:
    client, _ = listener.accept()
    if WAY in ("one", "narrow_one"):
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
