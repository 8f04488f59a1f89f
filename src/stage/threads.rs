//! One thread per client: nobody waits, until threads or memory run out.

use crate::net::{Listener, Seat};
use crate::service::Service;
use std::thread::Builder;

pub fn run(clients: Listener, service: Service, stack: usize) {
    for conn in clients {
        let name = format!("client-{}", conn.id());
        let (seat, service) = (Seat::new(conn), service.clone());
        let conn = seat.clone();
        let thread = Builder::new().name(name).stack_size(stack);
        if let Err(e) = thread.spawn(move || service.serve(conn.take())) {
            seat.turn_away(&format!("no thread to serve you ({e})"));
        }
    }
}
