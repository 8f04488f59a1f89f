//! Waits of a demo: each for something to be seen, and none for ever.

use super::kernel;
use super::scene::{Played, Unseen};
use crate::hosted::Server;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long we wait for what should come at once.
const SOON: Duration = Duration::from_secs(8);

/// Waits until each of these words is in the server's log; all of it.
pub fn heard(server: &Server, words: &[&str]) -> Played {
    let mut text = String::new();
    let is = || {
        text = String::from_utf8_lossy(&server.written()).into_owned();
        words.iter().all(|word| text.contains(word)).then_some(())
    };
    if until(SOON, is).is_some() {
        return Ok(text);
    }
    let last = text.lines().last().unwrap_or("nothing").trim_start();
    let missing = words.iter().find(|word| !text.contains(**word));
    let word = missing.map_or("", |word| word.trim());
    let why = format!("\"{word}\" is not in the log, which ends with: {last}");
    Err(Unseen(why))
}

/// Waits for what should come soon.
pub fn soon<T>(what: &str, is: impl FnMut() -> Option<T>) -> Played<T> {
    let seconds = SOON.as_secs();
    let never = || Unseen(format!("{what} did not come in {seconds} s"));
    until(SOON, is).ok_or_else(never)
}

/// The same of something at this port; else tells what is there.
pub fn soon_at<T>(
    port: u16,
    what: &str,
    is: impl FnMut() -> Option<T>,
) -> Played<T> {
    let all = || kernel::told(port);
    soon(what, is).map_err(|Unseen(why)| Unseen(format!("{why}; {}", all())))
}

/// Looks again and again, for so long.
fn until<T>(most: Duration, mut is: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + most;
    loop {
        let found = is();
        if found.is_some() || Instant::now() > end {
            return found;
        }
        sleep(Duration::from_millis(10));
    }
}
