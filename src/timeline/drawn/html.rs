//! The drawing as a page that plays it beside the code: one file, which loads
//! nothing. Its script, `page/*.js`, is made to be read as well.

use super::data::{Data, Source};
use crate::timeline::{By, Picture};
use crate::trace::escape;
use crate::{service, stage};
use serde::Serialize;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
pub const PATTERNS: &str = include_str!("page/patterns.svg");
const SCRIPTS: [&str; 6] = [
    include_str!("page/axis.js"),
    include_str!("page/shapes.js"),
    include_str!("page/lanes.js"),
    include_str!("page/code.js"),
    include_str!("page/telling.js"),
    include_str!("page/play.js"),
];

/// The whole page, of a picture by time; `by` is how it first shows it.
pub fn html(picture: &Picture, by: By) -> serde_json::Result<String> {
    let data = Data::new(picture, by);
    let page = PAGE
        .replace("/*CSS*/", STYLE)
        .replace("<!--PATTERNS-->", PATTERNS)
        .replace("/*JS*/", &SCRIPTS.join("\n"));
    // Last, and once: what came from outside must not be looked through.
    Ok(page.replacen("/*DATA*/", &embedded(&data)?, 1))
}

/// JSON that can't end the script element it stands in.
fn embedded(data: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string(data)?;
    Ok(json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026"))
}

/// What was recorded, in one line.
pub fn about(picture: &Picture) -> String {
    let header = &picture.header;
    let mut parts = Vec::new();
    if !header.service.is_empty() {
        parts.push(format!("service {}", header.service));
    }
    match picture.clients.len() {
        1 => parts.push("1 client".into()),
        n => parts.push(format!("{n} clients")),
    }
    if !header.flags.is_empty() {
        parts.push(format!("echostage {}", header.flags.join(" ")));
    }
    escape(parts.join(" · ").as_bytes(), 300)
}

pub fn notes(picture: &Picture) -> Vec<String> {
    let mut notes = picture.left_out.clone();
    let (theirs, ours) = (&picture.header.version, env!("CARGO_PKG_VERSION"));
    if theirs != ours {
        notes.push(format!(
            "Recorded by echostage {}: the code shown is that of {ours}, and \
             may differ.",
            escape(theirs.as_bytes(), 20)
        ));
    }
    notes
}

pub fn sources(picture: &Picture) -> Vec<Source> {
    let stage = stage::named(&picture.header.stage);
    let stage = stage.map_or(&[][..], |stage| stage.sources);
    let service = service::row(&picture.header.service).map(|row| row.source);
    let of = |part| move |(path, text)| Source { path, text, part };
    stage
        .iter()
        .copied()
        .map(of("stage"))
        .chain(service.map(of("service")))
        .collect()
}
