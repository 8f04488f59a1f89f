# The path of one byte in stage single. In the folder of the project, after
# `cargo build`:
#   gdb -x lessons/gdb/single.gdb --args target/debug/echostage --stage single
# Then, in another terminal: `telnet 127.0.0.1 8899`, and type a word. Here
# `c` (continue) goes on to the next stop; `info threads` and `backtrace`
# show more.

set pagination off
set print thread-events off
set print frame-arguments none

# holds: for conn in clients {
tbreak src/stage/single.rs:6
commands
echo \n1 of 6. The stage asks for the next client: the loop calls accept(2). This\n\
is the thread that the program began with, and no other serves.\n\n
end

# holds: service.serve(conn);
tbreak src/stage/single.rs:7
commands
echo \n2 of 6. accept has returned: one client is connected. Until serve returns,\n\
nobody calls accept.\n\n
end

# holds: while let Some(bytes) = buffer.fill(conn)? {
tbreak src/service/echo.rs:13
commands
echo \n3 of 6. Before the read. This thread waits in read(2) until its client says\n\
something: type a word there.\n\n
end

# holds: pace.think(conn)?;
tbreak src/service/echo.rs:14
commands
echo \n4 of 6. The read has returned: these are the bytes.\n\n
print/c bytes
end

# holds: conn.send(bytes)?;
tbreak src/service/echo.rs:15
commands
echo \n5 of 6. Before the write. The client has no answer yet.\n\n
end

# holds: if pace.once {
tbreak src/service/echo.rs:16
commands
echo \n6 of 6. The write has returned: the bytes are in the kernel, on their way.\n\
The client shows them.\n\n
end

run
