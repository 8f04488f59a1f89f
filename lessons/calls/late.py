import socket
import statistics
import sys
import time

conn = socket.create_connection(("127.0.0.1", 8899))
if "nodelay" in sys.argv:
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
took = []
for _ in range(35):
    begun = time.monotonic()
    conn.send(b"hel")
    conn.send(b"lo\n")
    conn.recv(100)
    took.append(1000 * (time.monotonic() - begun))
usual = statistics.median(took[20:])
print("late" if usual > 30 else "at once", f"({usual:.1f} ms)")
