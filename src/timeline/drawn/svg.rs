//! The drawing as a picture: what the clients did, and below it a lane for
//! each queue and each thread. Blank, the lanes are empty: to draw in on paper.

use super::bars::{draw, height};
use super::cuts::Cuts;
use super::html::{PATTERNS, about};
use super::ink::{Align, Ink};
use super::legend::legend;
use super::marks::PICTURE;
use super::scale::{LEFT, RIGHT, Scale, cuts, ticks};
use super::strip;
use crate::stage;
use crate::timeline::{By, LaneKind, Picture};
use crate::trace::escape;

pub const WIDTH: f64 = 1280.0;
/// Between two lanes.
const GAP: f64 = 8.0;
/// Of more lanes nothing could be seen.
const LANES: usize = 200;

/// The picture. Without `blank` it is the solution: all stands where it does
/// with it.
pub fn svg(picture: &Picture, by: By, blank: bool) -> String {
    let scale = Scale { picture, cuts: Cuts::of(picture), by };
    let mut ink = Ink::default();
    let mut y = 56.0;
    title(&mut ink, picture, by);
    y = strip::clients(&mut ink, &scale, y);
    let (top, first) = (y, y + 22.0);
    let mut bodies = Ink::default();
    y = first;
    for lane in picture.lanes.iter().take(LANES) {
        let height = height(lane);
        let fill = match lane.kind {
            LaneKind::Thread => "#f3f3f3",
            _ => "#e6eef6",
        };
        let ground = (LEFT, y, RIGHT - LEFT, height);
        ink.rect(ground, &format!(r##"fill="{fill}" stroke="#bbb""##));
        let middle = y + height / 2.0 + 5.0;
        let bold = r#"font-weight="bold""#;
        ink.text((8.0, middle), (15.0, Align::Left), bold, &lane.name);
        if !blank {
            draw(&mut bodies, &scale, lane, y);
        }
        y += height + GAP;
    }
    ticks(&mut ink, &scale, (top, y - GAP));
    ink.raw(bodies.into_text());
    cuts(&mut ink, &scale, (top, y - GAP));
    y = legend(&mut ink, picture, y + 14.0);
    for note in notes(picture) {
        ink.text((8.0, y), (13.0, Align::Left), "", &note);
        y += 18.0;
    }
    format!(
        "{PICTURE} xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" \
         height=\"{y:.0}\" viewBox=\"0 0 {WIDTH} {y:.0}\" \
         font-family=\"system-ui, 'DejaVu Sans', sans-serif\" fill=\"#111\">\n\
         <defs>{PATTERNS}</defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{}</svg>\n",
        ink.into_text()
    )
}

fn notes(picture: &Picture) -> Vec<String> {
    let mut notes = picture.left_out.clone();
    if picture.lanes.len() > LANES {
        let more = picture.lanes.len() - LANES;
        notes.push(format!("{more} lanes more are not drawn."));
    }
    notes
}

fn title(ink: &mut Ink, picture: &Picture, by: By) {
    let stage = &picture.header.stage;
    let model = stage::named(stage).map_or("", |stage| stage.model);
    let title = match escape(stage.as_bytes(), 40) {
        name if name.is_empty() => "a recording".into(),
        name => format!("{name}: {model}"),
    };
    let bold = r#"font-weight="bold""#;
    ink.text((8.0, 26.0), (20.0, Align::Left), bold, &title);
    let about = match by {
        By::Time => about(picture),
        By::Event => format!("one step an event · {}", about(picture)),
    };
    ink.text((8.0, 46.0), (13.0, Align::Left), r##"fill="#555""##, &about);
}
