//! A connection's letter and colour: the same in the log, in a drawing, on the
//! board. The colours stand apart for colour-blind eyes as well (after Okabe
//! and Ito), and can be read on white and on black.

/// Of the 256 of a terminal, and the same as RGB.
pub struct Paint {
    pub terminal: u8,
    pub rgb: &'static str,
}

const PAINTS: [Paint; 5] = [
    Paint { terminal: 32, rgb: "#0087d7" }, // blue
    Paint { terminal: 166, rgb: "#d75f00" }, // vermilion
    Paint { terminal: 29, rgb: "#00875f" }, // green
    Paint { terminal: 132, rgb: "#af5f87" }, // purple
    Paint { terminal: 136, rgb: "#af8700" }, // ochre
];

/// The colour of connection `conn`.
pub fn paint(conn: u64) -> &'static Paint {
    &PAINTS[(conn.saturating_sub(1) % PAINTS.len() as u64) as usize]
}

/// The letter of connection `conn`, A to Z and a to z; then from A again.
pub fn letter(conn: u64) -> char {
    const LETTERS: &[u8; 52] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    LETTERS[(conn.saturating_sub(1) % 52) as usize].into()
}
