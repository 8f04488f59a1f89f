/* A thread per client: POSIX threads, detached (UNP section 26.4). This is
 * the server that the table calls 1.00. */

#include "peer.h"
#include <pthread.h>
#include <signal.h>
#include <stdint.h>

static void *client(void *fd) {
    serve((int)(intptr_t)fd);
    return NULL;
}

int main(void) {
    int listener = listening_socket(SOCK_STREAM);
    pthread_attr_t detached;

    signal(SIGPIPE, SIG_IGN);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (;;) {
        pthread_t thread;
        intptr_t fd = next_client(listener);
        int e = pthread_create(&thread, &detached, client, (void *)fd);
        if (e != 0) {
            errno = e;
            perror("pthread_create");
            close(fd);
        }
    }
}
