//! A recording drawn into a file: a page, a picture, a trace for Perfetto.

mod chrome;
mod cuts;
mod html;
mod ink;
mod strip;
mod svg;

pub use chrome::chrome;
pub use html::html;
pub use svg::svg;
