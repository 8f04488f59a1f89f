//! A pool of workers from the threadpool crate: the (N+1)th client waits in a
//! queue that has no end.

use super::crew::Crew;
use crate::{net::Listener, service::Service};
use std::io;
use threadpool::Builder;

pub fn run(
    clients: Listener,
    service: Service,
    (workers, stack): (usize, usize),
) -> io::Result<()> {
    // The crate panics when it can't start a thread: we try that first.
    Crew::start(workers, stack, || ())?.join();
    let pool = Builder::new().num_threads(workers);
    let pool = pool.thread_name("worker".into()).thread_stack_size(stack);
    let pool = pool.build();
    for mut conn in clients {
        let service = service.clone();
        conn.waits_for(workers);
        pool.execute(move || service.serve(conn));
    }
    pool.join();
    Ok(())
}
