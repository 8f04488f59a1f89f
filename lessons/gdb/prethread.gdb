# The path of one byte in stage prethread. In the folder of the project,
# after `cargo build`:
#   gdb -x lessons/gdb/prethread.gdb --args target/debug/echostage --stage prethread --workers 2
# Then, in another terminal: `telnet 127.0.0.1 8899`, and type a word. Here
# `c` (continue) goes on to the next stop; `info threads` and `backtrace`
# show more.

set pagination off
set print thread-events off
set print frame-arguments none

# holds: let crew = Crew::start(workers, stack, move || {
tbreak src/stage/prethread.rs:12
commands
echo \n1 of 7. The stage starts its threads. There is no queue of ours: each of\n\
them calls accept(2) itself.\n\n
end

# holds: single::run(clients.clone(), service.clone());
tbreak src/stage/prethread.rs:13
commands
echo \n2 of 7. A worker begins. What it runs is stage single.\n\n
end

# holds: service.serve(conn);
tbreak src/stage/single.rs:7
commands
echo \n3 of 7. accept has returned in one of the two workers: the kernel has chosen\n\
which. The other one still waits in accept.\n\n
info threads
end

# holds: while let Some(bytes) = buffer.fill(conn)? {
tbreak src/service/echo.rs:13
commands
echo \n4 of 7. Before the read. This worker waits in read(2) until its client says\n\
something: type a word there.\n\n
end

# holds: pace.think(conn)?;
tbreak src/service/echo.rs:14
commands
echo \n5 of 7. The read has returned: these are the bytes.\n\n
print/c bytes
end

# holds: conn.send(bytes)?;
tbreak src/service/echo.rs:15
commands
echo \n6 of 7. Before the write. The client has no answer yet.\n\n
end

# holds: if pace.once {
tbreak src/service/echo.rs:16
commands
echo \n7 of 7. The write has returned: the bytes are in the kernel, on their way.\n\
The client shows them.\n\n
end

run
