//! One thread per client: nobody waits, until threads or memory run out.

use crate::net::{Listener, Refusal, Seats};
use crate::service::Service;
use std::thread::Builder;

pub fn run(clients: Listener, service: Service, stack: usize) {
    let seats = Seats::default();
    for conn in clients {
        let id = conn.id();
        let thread = Builder::new().name(format!("client-{id}"));
        let (client, service) = (seats.clone(), service.clone());
        seats.put(conn);
        let serve = move || service.serve(client.take(id));
        if let Err(e) = thread.stack_size(stack).spawn(serve) {
            seats.turn_away(id, &Refusal::NoThread(e));
        }
    }
}
