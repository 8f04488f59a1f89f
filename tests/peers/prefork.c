/* Four processes that each accept (UNP section 30.6). Four clients at a time;
 * the fifth waits in the kernel's queue. */

#include "peer.h"
#include <signal.h>
#include <sys/prctl.h>

enum { WORKERS = 4 }; /* as many as ours has by default */

int main(void) {
    int listener = listening_socket(SOCK_STREAM);

    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < WORKERS; i++) {
        switch (fork()) {
        case 0:
            prctl(PR_SET_PDEATHSIG, SIGTERM); /* they end with their parent */
            for (;;) serve(next_client(listener));
        case -1:
            die("fork");
        }
    }
    pause();
}
