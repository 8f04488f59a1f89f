/* One thread for all: level-triggered epoll, and one buffer of 64 KiB that
 * they share. What a client does not take yet is kept for it, and nothing
 * more is read from it meanwhile. */

#include "peer.h"
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>

struct client {
    int fd;
    char *rest; /* what it did not take yet, from `at` to `len` */
    size_t at, len;
};

static char buf[64 * 1024];

static void watch(int epoll, int how, struct client *client, int fd, int what) {
    struct epoll_event event = { .events = what, .data.ptr = client };
    if (epoll_ctl(epoll, how, fd, &event) < 0) die("epoll_ctl");
}

static void accept_one(int epoll, int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL) die("calloc");
    client->fd = fd;
    watch(epoll, EPOLL_CTL_ADD, client, fd, EPOLLIN);
}

/* False when the connection is over. */
static int readable(int epoll, struct client *client) {
    ssize_t n = read(client->fd, buf, sizeof buf), sent;
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    if (n == 0) return 0;
    sent = write(client->fd, buf, n);
    if (sent < 0 && errno != EAGAIN) return 0;
    if (sent < 0) sent = 0;
    if (sent < n) {
        client->at = 0;
        client->len = n - sent;
        client->rest = malloc(client->len);
        if (client->rest == NULL) die("malloc");
        memcpy(client->rest, buf + sent, client->len);
        watch(epoll, EPOLL_CTL_MOD, client, client->fd, EPOLLOUT);
    }
    return 1;
}

static int writable(int epoll, struct client *client) {
    char *rest = client->rest + client->at;
    ssize_t n = write(client->fd, rest, client->len - client->at);
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    client->at += n;
    if (client->at == client->len) {
        free(client->rest);
        client->rest = NULL;
        watch(epoll, EPOLL_CTL_MOD, client, client->fd, EPOLLIN);
    }
    return 1;
}

int main(void) {
    int listener = listening_socket(SOCK_STREAM);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[256];

    signal(SIGPIPE, SIG_IGN);
    watch(epoll, EPOLL_CTL_ADD, NULL, listener, EPOLLIN);
    for (;;) {
        int n = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < n; i++) {
            struct client *client = events[i].data.ptr;
            if (client == NULL) {
                accept_one(epoll, listener);
            } else if (!(client->rest ? writable(epoll, client)
                                      : readable(epoll, client))) {
                close(client->fd);
                free(client->rest);
                free(client);
            }
        }
    }
}
