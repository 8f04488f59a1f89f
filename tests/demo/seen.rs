//! Each fault by its name: the line that shows it is there.

use crate::played::played;

#[test]
fn time_wait_is_seen_at_the_servers_port() {
    played("time-wait").shows(&[
        r"^\$ ss -tan 'sport = \d+'$",
        r"^TIME-WAIT 0 +0 +127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+",
        "Address already in use",
        "    `echostage doctor --port [0-9]+` shows more$", // not cut off
        r"^seen       \d in TIME-WAIT",
    ]);
}

#[test]
fn half_close_is_seen_at_both_ends_and_the_answer_comes() {
    played("half-close").shows(&[
        r"^FIN-WAIT-2 ",
        r"^CLOSE-WAIT ",
        r"half-close .* read 6 B",
    ]);
}

#[test]
fn a_reset_is_told_and_ends_the_fragile_server() {
    played("reset").shows(&[
        r"#1 closed: .* reset by the client$",
        "^hello$",
        r"^# Naive: it ended with code 1: Connection reset by peer",
    ]);
}

#[test]
fn a_broken_pipe_ends_one_connection_or_the_unaware_server() {
    played("broken-pipe").shows(&[
        r"#1 write: Broken pipe \(os error 32\)$",
        r"^SigIgn:\s+[0-9a-f]+1000$",
        r"^SigIgn:\s+[0-9a-f]+0000$",
        r"^# Naive: it ended by signal 13\.$",
    ]);
}

#[test]
fn a_slow_reader_fills_the_queues_of_both_ends() {
    played("slow-reader").shows(&[
        r"^ESTAB +[1-9]\d* +[1-9]\d* +127",
        "^hello$",
        r"#1 closed: ",
        r"^echostage: .*: no answer for 1\.0 s",
    ]);
}

#[test]
fn a_silent_client_keeps_a_newcomer_in_the_kernels_queue() {
    played("silent-client").shows(&[
        r"^LISTEN 1 +1024 ",
        r"^echostage: .*: no answer for 2\.0 s",
        "^hello$",
    ]);
}

#[test]
fn zombies_are_seen_at_the_forgetful_server_only() {
    let played = played("zombies");
    played.shows(&[r"^ *\d+ +\d+ Z +\[echostage\] <defunct>$"]);
    assert_eq!(played.out.matches("] <defunct>").count(), 3, "{}", played.out);
}

#[test]
fn descriptors_run_out() {
    played("out-of-descriptors").shows(&[
        r"accept failed: Too many open files",
        r"^\$ ls /proc/\d+/fd \| wc -l$",
        r"^2\d$",
        "^hello$",
        r"^# Naive: it ended with code 1: Too many open files",
    ]);
}

#[test]
fn the_kernels_queue_is_full_and_the_next_one_never_connects() {
    played("kernel-queue-full").shows(&[
        r"^LISTEN 3 +2 ",
        r"^0 +1 +127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+",
        "no more connections: timed out",
    ]);
}

#[test]
fn the_workers_queue_is_full_in_three_ways() {
    played("worker-queue-full").shows(&[
        r"#4 closed: .* turned away \(queue full\)",
        r"^LISTEN [1-9] +1024 ",
        r"#20 waits \(18 ahead\)$",
        "^seen .* 19 in a queue without end", // and one is served
    ]);
}

#[test]
fn threads_run_out() {
    played("out-of-threads").shows(&[
        "cannot start a thread: Resource temporarily unavailable",
        r"^VmSize:\s+[1-9]\d+ kB$",
        "^hello$",
        "^# Naive: it ended (with code 1: Resource|by signal 6)",
    ]);
}

#[test]
fn datagrams_are_lost_and_the_kernel_counts_them() {
    played("udp-loss").shows(&[
        r"^100 sent, \d+ answered, [1-9]\d* lost",
        r"skmem:\(.*,d[1-9]\d*\)$",
        "^hello$",
    ]);
}

#[test]
fn a_port_in_use_is_told_with_who_has_it() {
    played("port-in-use").shows(&[
        r"^echostage: cannot listen on .*: Address already in use",
        "`echostage doctor --port [0-9]+` shows more$", // not cut off
        r"^LISTEN 0 +1024 ",
        r"^seen .* ended with code 1, and named pid \d+\.$",
    ]);
}

#[test]
fn three_messages_stick_together() {
    played("sticky-messages").shows(&[
        r"^ESTAB 6 +0 ",
        r"(?-m)you said: 1\n2\n3\n",
        r"(?-m)you said: 1\nyou said: 2\nyou said: 3\n",
    ]);
}

#[test]
fn an_update_is_lost_and_behind_a_lock_none() {
    played("lost-update").shows(&[
        r#"#1 write 2 "1\\n"$"#,
        r#"#2 write 2 "1\\n"$"#,
        r"(?-m)wait\n1\n1\n",
    ]);
}
