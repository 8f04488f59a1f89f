//! What is asked: printable, a line, and other bytes for each request of each
//! client, so that an answer that is not ours is never taken for ours.

/// A prime, so that no block that a server may lose, double or move is as
/// long as what repeats.
const PERIOD: usize = 65_521;

const ALPHABET: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

/// The first bytes name the request: its number and its client in turns, six
/// bits a byte. Both are cut off at 24 bits.
pub const HEAD: usize = 8;

/// Requests of one size. Nothing is kept per client: bytes are made when they
/// are sent, and compared when they come.
pub struct Pattern {
    text: Vec<u8>,
    size: usize,
}

/// One request's bytes.
#[derive(Clone, Copy)]
pub struct Request {
    head: [u8; HEAD],
    start: usize,
}

impl Request {
    pub fn new(client: u32, n: u64) -> Self {
        let mut head = [0; HEAD];
        for (i, byte) in head.iter_mut().enumerate() {
            let of = if i % 2 == 0 { n } else { client.into() };
            let letter = of >> (i / 2 * 6) & 63;
            *byte = ALPHABET[letter as usize];
        }
        // Any spread will do: the head already tells requests apart.
        let spread =
            (n << 20 ^ u64::from(client)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { head, start: (spread >> 40) as usize % PERIOD }
    }
}

/// The number of a request, cut off at 24 bits, by its first bytes.
pub fn number(bytes: &[u8]) -> Option<u64> {
    let mut letters = bytes.get(..HEAD - 1)?.iter().step_by(2).enumerate();
    letters.try_fold(0, |sum, (i, letter)| {
        let value = ALPHABET.iter().position(|l| l == letter)? as u64;
        Some(sum | value << (6 * i))
    })
}

impl Pattern {
    pub fn new(size: usize) -> Self {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut letter = || {
            // xorshift64 (Marsaglia 2003)
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ALPHABET[(state >> 58) as usize]
        };
        Self { text: (0..PERIOD).map(|_| letter()).collect(), size }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    /// What stands at `at`, as far as it lies in one piece.
    fn piece<'a>(&'a self, request: &'a Request, at: usize) -> &'a [u8] {
        let last = self.size - 1;
        if at >= last {
            return b"\n";
        }
        if at < HEAD {
            return &request.head[at..HEAD.min(last)];
        }
        let from = (request.start + at) % PERIOD;
        &self.text[from..PERIOD.min(from + last - at)]
    }

    /// Adds the bytes from `at` on to `out`, until that holds `most`. Says
    /// where it got to.
    pub fn fill(
        &self,
        request: &Request,
        mut at: usize,
        out: &mut Vec<u8>,
        most: usize,
    ) -> usize {
        while at < self.size && out.len() < most {
            let piece = self.piece(request, at);
            let piece = &piece[..piece.len().min(most - out.len())];
            out.extend_from_slice(piece);
            at += piece.len();
        }
        at
    }

    /// Whether these bytes are what stands at `at`.
    pub fn is(
        &self,
        request: &Request,
        mut at: usize,
        mut bytes: &[u8],
    ) -> bool {
        while !bytes.is_empty() && at < self.size {
            let piece = self.piece(request, at);
            let len = piece.len().min(bytes.len());
            if piece[..len] != bytes[..len] {
                return false;
            }
            at += len;
            bytes = &bytes[len..];
        }
        bytes.is_empty()
    }
}
