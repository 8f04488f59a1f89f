/* Four threads that each accept: the kernel's queue is the only queue (UNP
 * section 30.12). Four clients at a time; the fifth waits. */

#include "peer.h"
#include <pthread.h>
#include <signal.h>
#include <stdint.h>

enum { WORKERS = 4 }; /* as many as ours has by default */

static void *worker(void *listener) {
    for (;;) serve(next_client((int)(intptr_t)listener));
    return NULL;
}

int main(void) {
    intptr_t listener = listening_socket(SOCK_STREAM);
    pthread_t threads[WORKERS];

    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < WORKERS; i++) {
        errno = pthread_create(&threads[i], NULL, worker, (void *)listener);
        if (errno != 0) die("pthread_create");
    }
    pthread_join(threads[0], NULL);
}
