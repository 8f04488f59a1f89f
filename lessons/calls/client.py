import socket

try:
    with socket.create_connection(("127.0.0.1", 8899)) as conn:
        conn.sendall(b"hello\n")
        conn.shutdown(socket.SHUT_WR)
        while answer := conn.recv(100):
            print(answer.decode(), end="")
except OSError as e:
    print("connect:", e.strerror)
