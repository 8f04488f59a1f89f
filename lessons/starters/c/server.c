/* An echo server that serves one client at a time: run PORT. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Everything that a client is told. It stays as it is in every model. */
static void serve(int client)
{
    char buffer[4096];
    ssize_t n;
    while ((n = read(client, buffer, sizeof buffer)) > 0) {
        ssize_t written = 0;
        while (written < n) { /* a write may take less than all */
            ssize_t some = write(client, buffer + written, n - written);
            if (some < 0)
                return; /* this client has gone: it is no error of ours */
            written += some;
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN); /* writing to who has gone ends no server */

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in here = {
        .sin_family = AF_INET,
        .sin_port = htons(atoi(argv[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    if (bind(listener, (struct sockaddr *)&here, sizeof here) < 0 ||
        listen(listener, 128) < 0) {
        perror("cannot listen");
        return 1;
    }

    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) {
            /* CHANGE 3: no descriptor left? Then this loop never rests. */
            perror("accept");
            continue;
        }
        /* CHANGE 1: while serve runs, who accepts the next client? */
        serve(client);
        /* CHANGE 2: whoever serves must also close. */
        close(client);
    }
}
