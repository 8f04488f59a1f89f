#include <arpa/inet.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    struct sockaddr_in server = {
        .sin_family = AF_INET,
        .sin_port = htons(8899),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    char answer[100];
    ssize_t n;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd == -1 || connect(fd, (struct sockaddr *)&server, sizeof server)) {
        perror("connect");
        return 1;
    }
    if (write(fd, "hello\n", 6) != 6)
        return 1;
    shutdown(fd, SHUT_WR);
    while ((n = read(fd, answer, sizeof answer)) > 0)
        fwrite(answer, 1, n, stdout);
    close(fd);
}
