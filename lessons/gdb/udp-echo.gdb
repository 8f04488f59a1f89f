# The path of one datagram in stage udp-echo. In the folder of the project,
# after `cargo build`:
#   gdb -x lessons/gdb/udp-echo.gdb --args target/debug/echostage --stage udp-echo
# Then, in another terminal: `target/debug/echostage client --udp`, and type
# a word. Here `c` (continue) goes on to the next stop; `info threads` and
# `backtrace` show more.

set pagination off
set print thread-events off
set print frame-arguments none

# holds: while let Some((datagram, sender)) = socket.receive(&mut space) {
tbreak src/stage/udp_echo.rs:9
commands
echo \n1 of 4. The stage asks for the next datagram: recvfrom(2). There is no\n\
accept, and nobody is connected: say something in the other terminal.\n\n
end

# holds: pace.think(&mut socket)?;
tbreak src/stage/udp_echo.rs:10
commands
echo \n2 of 4. A datagram has come, and with it the address of who sent it.\n\n
print/c datagram
print sender
end

# holds: socket.send(datagram, sender);
tbreak src/stage/udp_echo.rs:11
commands
echo \n3 of 4. Before sendto(2): the answer goes to the address that the datagram\n\
came from.\n\n
end

# holds: while let Some((datagram, sender)) = socket.receive(&mut space) {
tbreak src/stage/udp_echo.rs:9
ignore $bpnum 1
commands
echo \n4 of 4. The answer is sent, and the same thread asks for the next datagram,\n\
whoever sends it.\n\n
end

run
