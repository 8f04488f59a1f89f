# The path of one byte in stage pool. In the folder of the project, after
# `cargo build`:
#   gdb -x lessons/gdb/pool.gdb --args target/debug/echostage --stage pool --workers 2
# Then, in another terminal: `telnet 127.0.0.1 8899`, and type a word. Here
# `c` (continue) goes on to the next stop; `info threads` and `backtrace`
# show more.

set pagination off
set print thread-events off
set print frame-arguments none

# holds: for mut conn in clients {
tbreak src/stage/pool.rs:19
commands
echo \n1 of 8. The stage asks for the next client: the loop calls accept(2). The\n\
threads called worker have nothing to do.\n\n
end

# holds: conn.waits_for(workers);
tbreak src/stage/pool.rs:21
commands
echo \n2 of 8. accept has returned: one client is connected. It has no worker yet.\n\n
end

# holds: pool.execute(move || service.serve(conn));
tbreak src/stage/pool.rs:22
commands
echo \n3 of 8. Into the queue of the pool. It has no end, so this never waits.\n\n
info threads
end

# holds: trace::serves(Location::caller());
tbreak src/service/mod.rs:138
commands
echo \n4 of 8. A worker has taken the client out of the queue.\n\n
info threads
end

# holds: while let Some(bytes) = buffer.fill(conn)? {
tbreak src/service/echo.rs:13
commands
echo \n5 of 8. Before the read. This worker waits in read(2) until its client says\n\
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
