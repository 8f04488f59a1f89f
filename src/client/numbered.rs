//! A message that proves itself: its number, bytes that follow from it, and a
//! checksum over both.

/// A number and a checksum fit.
pub const LEAST: usize = 8;
pub const MOST: usize = 1 << 20;

/// The message with this number, `size` bytes long, into `bytes`.
pub fn write(number: u32, size: usize, bytes: &mut Vec<u8>) {
    bytes.clear();
    bytes.extend_from_slice(&number.to_be_bytes());
    let mut state = u64::from(number);
    while bytes.len() + 4 < size {
        let fill = next(&mut state).to_be_bytes();
        let room = size - 4 - bytes.len();
        bytes.extend_from_slice(&fill[..room.min(8)]);
    }
    let sum = checksum(bytes);
    bytes.extend_from_slice(&sum.to_be_bytes());
}

/// Its number, if no bit was changed. Each step of the checksum can be undone,
/// so that one changed byte always shows.
pub fn number(bytes: &[u8]) -> Option<u32> {
    let (rest, sum) = bytes.split_last_chunk::<4>()?;
    let number = rest.first_chunk::<4>()?;
    let sound = checksum(rest) == u32::from_be_bytes(*sum);
    sound.then(|| u32::from_be_bytes(*number))
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// FNV-1a, 32 bits.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}
