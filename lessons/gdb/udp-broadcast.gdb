# The path of one datagram in stage udp-broadcast. In the folder of the
# project, after `cargo build`:
#   gdb -x lessons/gdb/udp-broadcast.gdb --args target/debug/echostage --stage udp-broadcast
# Then, in another terminal: `target/debug/echostage client --udp`, and type
# a word. Here `c` (continue) goes on to the next stop; `info threads` and
# `backtrace` show more.

set pagination off
set print thread-events off
set print frame-arguments none

# holds: while let Some((line, from)) = socket.receive(&mut space) {
tbreak src/stage/udp_broadcast.rs:26
commands
echo \n1 of 5. The stage asks for the next datagram: recvfrom(2). This thread only\n\
receives, another one only sends.\n\n
info threads
end

# holds: circle.heard(line, from);
tbreak src/stage/udp_broadcast.rs:28
commands
echo \n2 of 5. A datagram has come. Who speaks for the first time is a member from\n\
now on.\n\n
end

# holds: match to {
tbreak src/stage/udp_broadcast.rs:15
ignore $bpnum 1
commands
echo \n3 of 5. The thread called sender takes a line: the welcome for the new\n\
member. (The line before it was for the others, and there are none.)\n\n
info threads
end

# holds: _ => members.iter().for_each(|one| one.tell(&out, &line)),
tbreak src/stage/udp_broadcast.rs:21
ignore $bpnum 1
commands
echo \n4 of 5. We make the copies: a datagram for each of the members.\n\n
end

# holds: match to {
tbreak src/stage/udp_broadcast.rs:15
ignore $bpnum 2
commands
echo \n5 of 5. The welcome is sent: the client shows it. Here is the next line.\n\n
end

run
