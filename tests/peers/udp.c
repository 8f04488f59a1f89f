/* UDP: no connection; one loop answers each datagram (UNP section 8.4). */

#include "peer.h"

static char buf[65535];

int main(void) {
    int fd = listening_socket(SOCK_DGRAM);

    for (;;) {
        struct sockaddr_in from;
        socklen_t len = sizeof from;
        ssize_t n = recvfrom(fd, buf, sizeof buf, 0,
                             (struct sockaddr *)&from, &len);
        if (n < 0) die("recvfrom");
        if (sendto(fd, buf, n, 0, (struct sockaddr *)&from, len) < 0)
            perror("sendto");
    }
}
