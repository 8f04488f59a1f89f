//! What the numbers should be: the few laws of queueing that hold for any
//! server, as functions. Times in seconds, rates in requests a second.
//!
//! Sources: J. D. C. Little, "A Proof for the Queuing Formula L = λW" (1961);
//! P. J. Denning and J. P. Buzen, "The Operational Analysis of Queueing
//! Network Models" (1978); E. D. Lazowska et al., "Quantitative System
//! Performance" (1984), ch. 3 (the laws) and ch. 5 (the bounds).

/// Little's law, L = λW: how many are inside on average, where `rate` come a
/// second and each stays for `time`. It asks nothing of who comes when.
pub fn inside(rate: f64, time: f64) -> f64 {
    rate * time
}

/// The utilization law, read backwards: `servers` that take `service` for
/// each request can't give more than N/S a second.
pub fn most_a_second(servers: usize, service: f64) -> f64 {
    servers as f64 / service
}

/// How many are under way at once: no more than come, no fewer than one.
pub fn served_at_once(clients: usize, at_a_time: usize) -> usize {
    clients.min(at_a_time).max(1)
}

/// Until the last of `clients` has its answer, where all come at once and
/// each request *sleeps* for `service`: ⌈n/w⌉ S. A sleep needs no processor.
pub fn all_slept(clients: usize, at_a_time: usize, service: f64) -> f64 {
    clients.div_ceil(at_a_time.max(1)) as f64 * service
}

/// The same where each request *burns* a processor for `service`: some worker
/// has ⌈n/w⌉ of them in a row, and the processors have n S of work. It takes
/// at least the longer of the two.
pub fn all_burnt(
    clients: usize,
    at_a_time: usize,
    cpus: usize,
    service: f64,
) -> f64 {
    let work = clients as f64 * service / cpus.max(1) as f64;
    all_slept(clients, at_a_time, service).max(work)
}

/// How long who comes as the `nth` (from 0) waits until it is served, where
/// all come at once: ⌊n/w⌋ S.
pub fn wait(nth: usize, at_a_time: usize, service: f64) -> f64 {
    (nth / at_a_time.max(1)) as f64 * service
}

/// The mean of these waits.
pub fn mean_wait(clients: usize, at_a_time: usize, service: f64) -> f64 {
    let all = (0..clients).map(|nth| wait(nth, at_a_time, service));
    all.sum::<f64>() / clients.max(1) as f64
}
