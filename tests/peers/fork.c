/* A process per client: fork, and no exec (UNP section 30.5). The child has
 * everything that its parent had, copied when it is written to. */

#include "peer.h"
#include <signal.h>

int main(void) {
    int listener = listening_socket(SOCK_STREAM);

    signal(SIGCHLD, SIG_IGN); /* the kernel reaps: no zombies */
    for (;;) {
        int fd = next_client(listener);
        switch (fork()) {
        case 0:
            close(listener);
            serve(fd);
            _exit(0);
        case -1:
            perror("fork");
        }
        close(fd);
    }
}
