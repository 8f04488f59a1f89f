//! How a line is told from the others: a colour that colour-blind people tell
//! apart (M. Okabe and K. Ito, "Color Universal Design", 2002; without its
//! yellow, which a projector loses on white), a marker, a dash.

use plotters::style::RGBColor;

/// How one contestant looks, in every chart.
#[derive(Clone, Copy)]
pub struct Look {
    pub colour: RGBColor,
    pub marker: Marker,
    /// Pixels drawn and left out in turn; None is a line without gaps.
    pub dash: Option<(u32, u32)>,
}

#[derive(Clone, Copy)]
pub enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Plus,
    Ring,
}

pub const BLACK: RGBColor = RGBColor(0, 0, 0);
pub const INK: RGBColor = RGBColor(0x11, 0x11, 0x11);
pub const FAINT: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub const GRID: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);

const COLOURS: [RGBColor; 7] = [
    RGBColor(0xd5, 0x5e, 0x00), // vermilion
    RGBColor(0x00, 0x72, 0xb2), // blue
    RGBColor(0x00, 0x9e, 0x73), // bluish green
    RGBColor(0xe6, 0x9f, 0x00), // orange
    RGBColor(0xcc, 0x79, 0xa7), // reddish purple
    RGBColor(0x56, 0xb4, 0xe9), // sky blue
    RGBColor(0x77, 0x77, 0x77),
];

const MARKERS: [Marker; 6] = [
    Marker::Circle,
    Marker::Square,
    Marker::Triangle,
    Marker::Diamond,
    Marker::Cross,
    Marker::Plus,
];

const DASHES: [Option<(u32, u32)>; 3] = [None, Some((16, 6)), Some((8, 5))];

/// How the `nth` looks; the baseline is black and dotted.
pub fn look(nth: usize, baseline: bool) -> Look {
    if baseline {
        let dash = Some((3, 4));
        return Look { colour: BLACK, marker: Marker::Ring, dash };
    }
    Look {
        colour: COLOURS[nth % COLOURS.len()],
        marker: MARKERS[nth % MARKERS.len()],
        dash: DASHES[nth % DASHES.len()],
    }
}
