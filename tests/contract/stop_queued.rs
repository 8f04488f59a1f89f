//! A stop loses nobody: what had arrived is answered whole, wherever its
//! client stands. All, not soon: so there is a long grace.

use crate::Stage;
use crate::common::{Client, PATIENCE, Signal, kernel_queue, until};
use std::thread;

/// Everybody hears what they said, and the end, all at the same time.
fn all_hear_everything(clients: Vec<Client>, said: &[u8]) {
    thread::scope(|scope| {
        for mut client in clients {
            scope.spawn(move || {
                client.hear(said);
                assert_eq!(client.rest(), b"");
            });
        }
    });
}

pub fn twenty_clients_get_all_they_sent_back_after_a_stop(stage: Stage) {
    let said: Vec<u8> = (0..64 * 1024).map(|i| (i % 251) as u8).collect();
    let mut server = stage.start("--grace 20");
    let mut clients: Vec<_> = (0..20).map(|_| server.client()).collect();
    for client in &mut clients {
        client.say(&said);
    }
    server.signal(Signal::TERM);
    all_hear_everything(clients, &said);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
}

/// One is let in; the others stand in the kernel's queue, not in ours.
pub fn who_waits_in_the_kernel_is_answered_after_a_stop(stage: Stage) {
    let mut server = stage.start("--max-clients 1 --grace 20");
    let mut inside = server.client();
    inside.echo("inside\n");
    let mut queued: Vec<_> = (0..5).map(|_| server.client()).collect();
    for client in &mut queued {
        client.say("from the queue\n");
    }
    until("five in the kernel's queue", || {
        (kernel_queue(server.addr.port()) >= 5).then_some(())
    });
    server.signal(Signal::TERM);
    all_hear_everything(queued, b"from the queue\n");
    assert_eq!(inside.rest(), b"");
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
}
