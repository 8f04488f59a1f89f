#!/usr/bin/env python3
"""An echo server that serves one client at a time: server.py PORT."""

import socket
import sys


def serve(client):
    """Everything that a client is told. It stays as it is in every model."""
    with client:  # CHANGE 2: whoever serves must also close
        try:
            while data := client.recv(4096):
                client.sendall(data)
        except OSError:
            pass  # this client has gone: it is no error of ours


def main():
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=128)
    while True:
        # CHANGE 3: no descriptor left? Then accept fails, and ends us.
        client, _ = listener.accept()
        # CHANGE 1: while serve runs, who accepts the next client?
        serve(client)


main()
