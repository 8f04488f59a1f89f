//! The faults by name: one row and one file each.

mod broken_pipe;
mod half_close;
mod kernel_queue_full;
mod lost_update;
mod out_of_descriptors;
mod out_of_threads;
mod port_in_use;
mod reset;
mod silent_client;
mod slow_reader;
mod sticky_messages;
mod time_wait;
mod udp_loss;
mod worker_queue_full;
mod zombies;

use super::scene::{Played, Scene};

pub struct Fault {
    pub name: &'static str,
    /// Short: name and symptom are one line of a list.
    pub symptom: &'static str,
    /// What to look at, and where.
    pub look: &'static str,
    /// How this server survives it.
    pub survives: &'static str,
    /// What a server does that was not made for it.
    pub naive: &'static str,
    /// Makes it happen; says what was seen, with its figures.
    pub(super) play: fn(&mut Scene) -> Played,
}

/// In the order of the lessons that meet them.
pub const TABLE: [Fault; 15] = [
    port_in_use::FAULT,
    silent_client::FAULT,
    kernel_queue_full::FAULT,
    sticky_messages::FAULT,
    zombies::FAULT,
    worker_queue_full::FAULT,
    udp_loss::FAULT,
    lost_update::FAULT,
    half_close::FAULT,
    reset::FAULT,
    broken_pipe::FAULT,
    slow_reader::FAULT,
    time_wait::FAULT,
    out_of_descriptors::FAULT,
    out_of_threads::FAULT,
];

pub fn named(name: &str) -> Option<&'static Fault> {
    TABLE.iter().find(|fault| fault.name == name)
}
