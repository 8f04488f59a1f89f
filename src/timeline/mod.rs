//! A recording as a drawing: who waited, who was served, which thread stood
//! where. It is read twice, a line at a time, so that its size does not matter:
//! once for what there is to draw, once to draw it.

mod crowd;
mod drawn;
mod lines;
mod logical;
mod model;
mod people;
mod picture;
mod read;
mod silence;
mod survey;
pub mod text;
mod weave;

pub use drawn::{chrome, html, svg};
pub use logical::By;
pub use model::{
    Action, Bar, Client, ClientId, Did, Lane, LaneKind, Mark, Picture, Spot,
    State,
};
pub use picture::{picture, stack};
pub use read::{Damage, Recording};
pub use survey::{Load, Survey, Window};
pub use weave::{Item, Place, Weaver};
