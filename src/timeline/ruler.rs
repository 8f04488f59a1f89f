//! How far apart the marks of an axis stand.

/// The first of 1, 2, 5, 10, 20, … that is not less.
pub fn step(least: u64) -> u64 {
    let mut ten = 1u64;
    loop {
        for step in [1, 2, 5] {
            let step = ten.saturating_mul(step);
            if step >= least {
                return step;
            }
        }
        ten = ten.saturating_mul(10);
    }
}
