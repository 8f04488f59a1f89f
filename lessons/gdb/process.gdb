# The path of one byte in stage process. In the folder of the project, after
# `cargo build`:
#   gdb -x lessons/gdb/process.gdb --args target/debug/echostage --stage process
# Then, in another terminal: `telnet 127.0.0.1 8899`, and type a word. Here
# `c` (continue) goes on to the next stop; `info threads` and `backtrace`
# show more.

set pagination off
set print thread-events off
set print frame-arguments none
# Go with the child, and keep the parent: both can be looked at.
set follow-fork-mode child
set detach-on-fork off

# holds: for conn in clients {
tbreak src/stage/process.rs:10
commands
echo \n1 of 8. The stage asks for the next client: the loop calls accept(2). There\n\
is one process.\n\n
info inferiors
end

# holds: let id = conn.id().to_string();
tbreak src/stage/process.rs:11
commands
echo \n2 of 8. accept has returned: one client is connected. It has no process yet.\n\n
end

# holds: children.start(conn, child);
tbreak src/stage/process.rs:16
commands
echo \n3 of 8. Now the child is started (posix_spawn(3)): a new process, which then\n\
executes this program anew. The debugger goes with the child.\n\n
end

# holds: trace::serves(Location::caller());
tbreak src/service/mod.rs:138
commands
echo \n4 of 8. This is the child: the same program, a process of its own, and its\n\
client is its standard input. The debugger holds the parent meanwhile\n\
(`inferior 1` shows it).\n\n
info inferiors
info threads
end

# holds: while let Some(bytes) = buffer.fill(conn)? {
tbreak src/service/echo.rs:13
commands
echo \n5 of 8. Before the read. The child waits in read(2) until its client says\n\
something: type a word there.\n\n
end

# holds: pace.think(conn)?;
tbreak src/service/echo.rs:14
commands
echo \n6 of 8. The read has returned: these are the bytes.\n\n
print/c bytes
end

# holds: conn.send(bytes)?;
tbreak src/service/echo.rs:15
commands
echo \n7 of 8. Before the write. The client has no answer yet.\n\n
end

# holds: if pace.once {
tbreak src/service/echo.rs:16
commands
echo \n8 of 8. The write has returned: the bytes are in the kernel, on their way.\n\
The client shows them.\n\n
end

run
