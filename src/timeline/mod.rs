//! A recording as a drawing: who waited, who was served, which thread stood
//! where. It is read twice, a line at a time, so that its size does not matter:
//! once for what there is to draw, once to draw it.

mod client;
mod crowd;
mod drawn;
mod item;
mod lately;
mod left_out;
mod lines;
mod load;
mod logical;
mod model;
mod moments;
mod people;
mod picture;
mod places;
mod read;
mod ruler;
mod serving;
mod silence;
mod source;
mod stopped;
mod survey;
pub mod text;
mod weave;
mod window;

pub use client::{Action, Client, ClientId, Did};
pub use drawn::{chrome, html, marks, svg};
pub use item::{Item, Out, Place};
pub use load::Load;
pub use logical::By;
pub use model::{Bar, Lane, LaneKind, Mark, Picture, Spot, State};
pub use picture::{picture, stack};
pub use places::Places;
pub use read::{Damage, Recording};
pub use ruler::step;
pub use survey::Survey;
pub use window::Window;
