//! A marker of a line: a shape of its own, for who can't tell the colours.

use super::look::{Look, Marker};
use plotters::coord::Shift;
use plotters::prelude::*;

/// Half of its width, in pixels.
const HALF: i32 = 6;

pub fn draw(
    root: &DrawingArea<SVGBackend, Shift>,
    look: Look,
    (x, y): (i32, i32),
) -> Result<(), Box<dyn std::error::Error>> {
    let filled = look.colour.filled();
    let thick = look.colour.stroke_width(3);
    let at = |dx: i32, dy: i32| (x + dx * HALF, y + dy * HALF);
    match look.marker {
        Marker::Circle => root.draw(&Circle::new((x, y), HALF, filled))?,
        Marker::Ring => root.draw(&Circle::new((x, y), HALF, thick))?,
        Marker::Square => {
            root.draw(&Rectangle::new([at(-1, -1), at(1, 1)], filled))?;
        }
        Marker::Triangle => {
            let corners = vec![(x, y - 8), (x + 7, y + 5), (x - 7, y + 5)];
            root.draw(&Polygon::new(corners, filled))?;
        }
        Marker::Diamond => {
            let corners = vec![(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)];
            root.draw(&Polygon::new(corners, filled))?;
        }
        Marker::Cross => {
            for to in [1, -1] {
                let bar = vec![at(-1, -to), at(1, to)];
                root.draw(&PathElement::new(bar, thick))?;
            }
        }
        Marker::Plus => {
            for bar in [[at(-1, 0), at(1, 0)], [at(0, -1), at(0, 1)]] {
                root.draw(&PathElement::new(bar.to_vec(), thick))?;
            }
        }
    }
    Ok(())
}
