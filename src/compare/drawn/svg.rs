//! A chart as a document: known as ours, and read aloud by its title.

use super::figure::{Figure, draw};

/// How our charts begin: so they are known again, and may be replaced.
pub const MARK: &str = "<svg class=\"echostage-chart\"";

pub fn svg(figure: &Figure) -> Result<String, String> {
    let drawn = draw(figure)?;
    let (head, body) = drawn
        .strip_prefix("<svg")
        .and_then(|rest| rest.split_once('>'))
        .ok_or("a chart failed: plotters has drawn no SVG")?;
    // Of our own words only: no name of a contestant is in it.
    let title = figure.title.replace('&', "&amp;").replace('<', "&lt;");
    Ok(format!("{MARK} role=\"img\"{head}>\n<title>{title}</title>{body}"))
}
