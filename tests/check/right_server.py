"""Right servers of several kinds: right_server.py KIND PORT."""

import os
import select
import signal
import socket
import sys
import threading
import time

KIND, PORT = sys.argv[1], int(sys.argv[2])


def serve(client):
    with client:
        try:
            while data := client.recv(65536):
                if KIND == "slow":
                    time.sleep(0.1)
                client.sendall(data)
        except OSError:
            pass


def accept(listener):
    while True:
        try:
            return listener.accept()[0]
        except OSError:
            time.sleep(0.05)  # no descriptor left: somebody will leave


def threads(listener):
    while True:
        job = threading.Thread(target=serve, args=(accept(listener),), daemon=True)
        job.start()


def one(listener):
    while True:
        serve(accept(listener))


def ends_all(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    os._exit(0)


def fork(listener):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies
    signal.signal(signal.SIGTERM, ends_all)
    while True:
        client = accept(listener)
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            listener.close()
            serve(client)
            os._exit(0)
        client.close()


def prefork(listener):
    for _ in range(3):
        if os.fork() == 0:
            one(listener)
    signal.signal(signal.SIGTERM, ends_all)
    while True:
        signal.pause()


def loop():
    import asyncio

    async def talk(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    async def main():
        server = await asyncio.start_server(talk, "127.0.0.1", PORT)
        await server.serve_forever()

    asyncio.run(main())


if KIND == "asyncio":
    loop()
if KIND == "many-descriptors":
    kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(70)]
if KIND == "daemon" and os.fork():
    os._exit(0)
listener = socket.create_server(("127.0.0.1", PORT), backlog=128)
if KIND == "late-daemon" and os.fork():
    os._exit(0)
if KIND == "later-daemon":
    parent = os.getpid()
    if os.fork():
        select.select([listener], [], [])  # until the first client
        os._exit(0)
    while os.getppid() == parent:
        time.sleep(0.01)
if "daemon" in KIND:
    os.setsid()
{"fork": fork, "prefork": prefork}.get(KIND, threads)(listener)
