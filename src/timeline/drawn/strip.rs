//! What the clients did, as the server saw it: the part of a picture that a
//! student gets who draws the rest.

use super::bars::chip;
use super::ink::{Align, Ink};
use super::scale::Scale;
use crate::timeline::{Action, By, Client, ClientId, Did, State};
use crate::trace::cut;

const ROW: f64 = 24.0;
/// Of more clients the lanes tell enough.
const MOST: usize = 16;
/// What was read so soon, in nanoseconds, had already been there.
const AT_ONCE: u64 = 1_000_000;
/// The width of a letter of 13 pixels, about.
const LETTER: f64 = 7.6;
/// A text may go so far to the right.
const END: f64 = 1280.0;

/// Draws from `y` down; returns where that ends.
pub fn clients(ink: &mut Ink, scale: &Scale, mut y: f64) -> f64 {
    let all = &scale.picture.clients;
    for client in all.iter().take(MOST) {
        y += ROW;
        row(ink, scale, client, y - ROW / 2.0);
    }
    if all.len() > MOST {
        let more = format!("and {} clients more", all.len() - MOST);
        ink.text((8.0, y + 16.0), (13.0, Align::Left), "", &more);
        y += ROW;
    }
    y + 12.0
}

fn row(ink: &mut Ink, scale: &Scale, client: &Client, y: f64) {
    let picture = scale.picture;
    let colour = picture.paint(client.id).rgb;
    chip(ink, (8.0, y), (colour, picture.letter(client.id)));
    let port = client.peer.rsplit(':').next().unwrap_or_default();
    let name = if port.is_empty() { "client" } else { port };
    ink.text((32.0, y + 5.0), (13.0, Align::Left), "", name);
    let shown = |ns: u64| (picture.from..=picture.to).contains(&ns);
    let from = scale.x(client.came);
    let end = client.actions.iter().rev().find_map(|action| {
        matches!(action.did, Did::Closed(_)).then_some(action.ns)
    });
    let to = scale.x(end.unwrap_or(u64::MAX));
    let line = format!(r#"stroke="{colour}" stroke-width="2""#);
    ink.path(&format!("M{from:.1} {y:.1}H{to:.1}"), &line);
    let actions: Vec<_> =
        client.actions.iter().filter(|action| shown(action.ns)).collect();
    for (n, action) in actions.iter().enumerate() {
        let x = scale.x(action.ns);
        let next = actions.get(n + 1).map_or(END, |next| scale.x(next.ns));
        let text = match &action.did {
            Did::Came => {
                ink.raw(format_args!(
                    r##"<circle cx="{x:.1}" cy="{y:.1}" r="5" fill="#fff" {line}/>"##
                ));
                "connects".into()
            }
            Did::Sent(bytes, first) => {
                let earlier = had_come(scale, client.id, action);
                let fill = if earlier { "#fff" } else { colour };
                let fill = format!(r#"{line} style="fill:{fill}""#);
                ink.path(&triangle(x, y), &fill);
                said(*bytes, first)
            }
            Did::Ended => "has said all".into(),
            Did::Closed(_) => {
                let black = r##"stroke="#000" stroke-width="2.5""##;
                ink.path(&cross(x, y), black);
                continue;
            }
        };
        let room = ((next - x - 20.0) / LETTER).max(0.0) as usize;
        let text = match action.did {
            Did::Sent(..) if room >= 5 => cut(text, room),
            _ if text.chars().count() <= room => text,
            _ => continue,
        };
        let wide = LETTER * text.chars().count() as f64;
        ink.rect((x + 8.0, y - 9.0, wide + 2.0, 18.0), r##"fill="#fff""##);
        ink.text((x + 9.0, y + 5.0), (13.0, Align::Left), "", &text);
    }
}

/// The server sees it when it reads. If that took no time, it had come before.
fn had_come(scale: &Scale, client: ClientId, action: &Action) -> bool {
    let mut bars = scale.picture.lanes.iter().flat_map(|lane| &lane.bars);
    scale.by == By::Time
        && bars.any(|bar| {
            bar.client == Some(client)
                && bar.state == State::Read
                && bar.to == Some(action.ns)
                && action.ns - bar.from < AT_ONCE
        })
}

fn said(bytes: u64, first: &str) -> String {
    match first.strip_suffix("\\n").unwrap_or(first) {
        "" => format!("{bytes} bytes"),
        first => format!("“{first}”"),
    }
}

/// What the signs of the strip mean. Returns where that ends.
pub fn legend(ink: &mut Ink, y: f64) -> f64 {
    let signs = [
        (format!("M8 {:.1}m0 -5a5 5 0 1 0 .01 0z", y), "#fff", "connects"),
        (triangle(8.0, y), "#555", "the server reads its bytes"),
        (triangle(8.0, y), "#fff", "reads bytes that had come earlier"),
        (cross(8.0, y), "none", "is closed"),
    ];
    let mut x = 8.0;
    for (d, fill, words) in signs {
        let rest = format!(
            r##"stroke="#111" stroke-width="2" style="fill:{fill}" transform="translate({x:.0})""##
        );
        ink.path(&d, &rest);
        ink.text((x + 20.0, y + 5.0), (14.0, Align::Left), "", words);
        x += 48.0 + LETTER * words.chars().count() as f64;
    }
    y + 28.0
}

fn triangle(x: f64, y: f64) -> String {
    format!("M{x:.1} {:.1}l-5 -9h10z", y + 4.0)
}

/// The path of a cross: somebody is gone.
pub fn cross(x: f64, y: f64) -> String {
    format!("M{:.1} {:.1}l8 8m0 -8l-8 8", x - 4.0, y - 4.0)
}
