//! Our own pool: a bounded queue between one acceptor and N workers. A full
//! queue stops the acceptor, and so the kernel's queue, and so the clients.

use super::{House, crew::Crew};
use crate::net::queue;
use std::io;

pub fn run(house: House) -> io::Result<()> {
    let House { clients, service, workers, stack, places, .. } = house;
    let (waiting, next) = queue(places, workers, house.queue_full);
    let crew = Crew::start(workers, stack, move || {
        for conn in next.clone() {
            service.serve(conn);
        }
    })?;
    for conn in clients {
        waiting.put(conn);
    }
    drop(waiting);
    crew.join();
    Ok(())
}
