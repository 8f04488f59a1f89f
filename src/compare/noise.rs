//! What noise does to figures, and what it can't explain.

/// Turns from which a sign test can tell anything: eight heads or eight tails
/// in a row come by chance once in 128.
const ENOUGH: usize = 8;
/// Chance must be rarer than this: each row is some twenty such questions.
const RARE: f64 = 0.01;
/// With fewer turns nobody is told apart: that all of one's stand above all of
/// the other's comes by chance 2 times in 252 with five, and 2 in 6 with two.
pub const LEAST: usize = 5;
/// Medians closer than this are never told apart: one program that is
/// started twice differs by as much, by how its memory happens to lie.
const ALIKE: f64 = 1.03;
/// The same where there are too few turns for a test.
const FEW_ALIKE: f64 = 1.25;

/// The lower quartile, the median and the upper quartile; None of nothing.
pub fn quartiles(values: &[f64]) -> Option<[f64; 3]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    Some([0.25, 0.5, 0.75].map(|share| {
        let place = share * last as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        sorted[low] + (sorted[high] - sorted[low]) * place.fract()
    }))
}

/// Whether `a` is greater than `b` beyond what noise explains. Both hold one
/// value for each turn, in the same order: what slowed the machine down in a
/// turn slowed down both. The medians must be 3 % apart, and `a` must have
/// won so many turns that a coin would do so at most once in 100 (a two-sided
/// sign test, which asks nothing of how the noise is spread). Fewer than eight
/// turns can't say that (`--quick` has six): then each value of `a` must be
/// above each of `b`, and the medians 25 % apart. Fewer than five say nothing.
pub fn exceeds(a: &[f64], b: &[f64]) -> bool {
    let (Some([_, mid_a, _]), Some([_, mid_b, _])) =
        (quartiles(a), quartiles(b))
    else {
        return false;
    };
    let turns = a.len().min(b.len());
    if turns < LEAST {
        return false;
    }
    if turns < ENOUGH {
        let least = a.iter().copied().fold(f64::INFINITY, f64::min);
        let most = b.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return least > most && mid_a > mid_b * FEW_ALIKE;
    }
    let won = a.iter().zip(b).filter(|(a, b)| a > b).count();
    mid_a > mid_b * ALIKE && 2.0 * at_least(turns, won) <= RARE
}

/// How probable it is that a coin shows so many heads, or more.
fn at_least(throws: usize, heads: usize) -> f64 {
    let mut ways = 1.0;
    let mut sum = 0.0;
    for n in 0..=throws {
        if n >= heads {
            sum += ways;
        }
        ways *= (throws - n) as f64 / (n + 1) as f64;
    }
    sum / 2f64.powi(i32::try_from(throws).unwrap_or(i32::MAX))
}
