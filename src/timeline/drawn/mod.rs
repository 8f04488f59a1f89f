//! A recording drawn into a file: a page, a picture, a trace for Perfetto.

mod bars;
mod chrome;
mod cuts;
mod data;
mod html;
mod ink;
mod legend;
pub mod marks;
mod scale;
mod strip;
mod svg;
mod trace_event;

pub use chrome::chrome;
pub use html::html;
pub use svg::svg;
