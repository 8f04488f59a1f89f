//! Names beside the ends of the lines: each near its own, none over another.

/// Where names go that would stand at `wanted` (pixels from the top), in the
/// same order: as near as can be, within the span, and `gap` apart where
/// there is room for it. (Isotonic regression: those who would collide form a
/// block around their mean. R. E. Barlow et al., 1972.)
pub fn spread(wanted: &[f64], (top, bottom): (f64, f64), gap: f64) -> Vec<f64> {
    let mut sorted: Vec<(usize, f64)> =
        wanted.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let between = sorted.len().saturating_sub(1) as f64;
    let gap = gap.min((bottom - top) / between.max(1.0));
    // Each block: the sum of its places as if all stood at the first, and
    // how many they are.
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    for (n, (_, place)) in sorted.iter().enumerate() {
        let mut block = (place - gap * n as f64, 1.0);
        while let Some(before) =
            blocks.pop_if(|b| b.0 / b.1 > block.0 / block.1)
        {
            block = (block.0 + before.0, block.1 + before.1);
        }
        blocks.push(block);
    }
    let means = blocks.iter().flat_map(|(sum, count)| {
        let mean = (sum / count).clamp(top, (bottom - gap * between).max(top));
        std::iter::repeat_n(mean, *count as usize)
    });
    let places = means.enumerate().map(|(n, mean)| mean + gap * n as f64);
    let mut spread: Vec<_> =
        sorted.iter().map(|(n, _)| *n).zip(places).collect();
    spread.sort_by_key(|(n, _)| *n);
    spread.into_iter().map(|(_, place)| place).collect()
}
