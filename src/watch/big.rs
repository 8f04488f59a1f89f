//! Letters that are read from the last row: each is four or eight rows high,
//! built of blocks.

use font8x8::legacy::BASIC_LEGACY;

/// A block for each set of quarters, the left upper one first.
const QUARTERS: [char; 16] = [
    ' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟',
    '█',
];

/// The text in rows of blocks: as high as `rows` allow, if `columns` are
/// enough; None where they are not. The font has ASCII only.
pub fn big(text: &str, columns: u16, rows: u16) -> Option<Vec<String>> {
    let (columns, rows) = (usize::from(columns), usize::from(rows));
    let length = text.chars().count();
    if rows >= 8 && length * 8 <= columns {
        Some((0..8).map(|row| row_of(text, row, full)).collect())
    } else if rows >= 4 && length * 4 <= columns {
        Some((0..4).map(|row| row_of(text, row, quarter)).collect())
    } else {
        None
    }
}

fn row_of(
    text: &str,
    row: usize,
    draw: fn(&[u8; 8], usize) -> String,
) -> String {
    let glyph = |c: char| BASIC_LEGACY.get(c as usize).unwrap_or(&[0; 8]);
    let row: String = text.chars().map(|c| draw(glyph(c), row)).collect();
    row.trim_end().into()
}

fn full(glyph: &[u8; 8], row: usize) -> String {
    let dots = (0..8).map(|x| glyph[row] >> x & 1);
    dots.map(|dot| if dot == 1 { '█' } else { ' ' }).collect()
}

fn quarter(glyph: &[u8; 8], row: usize) -> String {
    let two = |row: usize, x: usize| usize::from(glyph[row] >> (2 * x) & 3);
    let block = |x| QUARTERS[two(2 * row, x) | two(2 * row + 1, x) << 2];
    (0..4).map(block).collect()
}
