//! `echostage timeline`: what a recording looks like in a terminal.

mod big;
#[path = "../common/mod.rs"]
mod common;
mod costs;
mod damage;
mod events;
mod figures;
mod glance;
mod hostile;
mod narrow;
mod real;
mod screen;
mod shapes;
mod stopped;
mod tape;
