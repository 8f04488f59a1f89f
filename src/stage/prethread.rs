//! N threads that each accept: the kernel's queue is the only queue.

use super::{crew::Crew, single};
use crate::{net::Listener, service::Service};
use std::io;

pub fn run(
    clients: Listener,
    service: Service,
    (workers, stack): (usize, usize),
) -> io::Result<()> {
    let crew = Crew::start(workers, stack, move || {
        single::run(clients.clone(), service.clone());
    })?;
    crew.join();
    Ok(())
}
