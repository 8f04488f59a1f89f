/* What every C peer shares: how to listen, and what is said to a client. As
 * in Unix Network Programming ch. 30 the service stays the same, and only
 * who calls it differs. */

#ifndef PEER_H
#define PEER_H

#define _GNU_SOURCE /* accept4 */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A socket on a free port of 127.0.0.1; SOCK_STREAM or SOCK_DGRAM. */
static int listening_socket(int type) {
    struct sockaddr_in addr = { .sin_family = AF_INET };
    socklen_t len = sizeof addr;
    int on = 1, fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

    if (fd < 0) die("socket");
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&addr, len) < 0) die("bind");
    if (type == SOCK_STREAM) {
        /* What is accepted inherits it: no call for each connection. */
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (listen(fd, SOMAXCONN) < 0) die("listen");
    }
    if (getsockname(fd, (struct sockaddr *)&addr, &len) < 0)
        die("getsockname");
    printf("listening on 127.0.0.1:%d\n", ntohs(addr.sin_port));
    fflush(stdout);
    return fd;
}

/* The next client; a client that has gone meanwhile ends nothing. */
static inline int next_client(int listener) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0) return fd;
        if (errno != EINTR && errno != ECONNABORTED) die("accept");
    }
}

static inline int write_all(int fd, const char *bytes, ssize_t len) {
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        bytes += n;
        len -= n;
    }
    return 0;
}

/* Echo until end-of-file: what you say is what you get. */
static inline void serve(int fd) {
    char buf[8192];

    for (;;) {
        ssize_t n = read(fd, buf, sizeof buf);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0 || write_all(fd, buf, n) < 0) break;
    }
    close(fd);
}

#endif
