/* A process per client, executed anew: the child is this program again, with
 * the connection as its standard input. Nothing of the parent is left in it. */

#include "peer.h"
#include <signal.h>
#include <spawn.h>
#include <string.h>

extern char **environ;

int main(int argc, char **argv) {
    char *child[] = { "exec", "child", NULL };

    if (argc > 1 && strcmp(argv[1], "child") == 0) {
        serve(STDIN_FILENO);
        return 0;
    }
    int listener = listening_socket(SOCK_STREAM);
    signal(SIGCHLD, SIG_IGN); /* the kernel reaps: no zombies */
    for (;;) {
        posix_spawn_file_actions_t actions;
        pid_t pid;
        int e, fd = next_client(listener);

        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
        e = posix_spawn(&pid, "/proc/self/exe", &actions, NULL, child, environ);
        posix_spawn_file_actions_destroy(&actions);
        if (e != 0) {
            errno = e;
            perror("posix_spawn");
        }
        close(fd);
    }
}
