"""A thread per client: Python's socketserver, whose ThreadingMixIn changes one
method, process_request, and nothing else."""

import socket
import socketserver


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(8192):
            self.request.sendall(data)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 1024

    def handle_error(self, request, client_address):
        pass  # a client that resets ends its own connection and nothing else


with Server(("127.0.0.1", 0), Echo) as server:
    # What is accepted inherits it.
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"listening on 127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever(poll_interval=3600)
