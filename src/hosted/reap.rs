//! How servers end: looked at without being waited for, so that a number
//! stays its process's own; then ended with all that they have started.

use super::family::{self, Member};
use std::process::Child;
use std::sync::OnceLock;
use std::time::Duration;

/// Who was below us before: jobs of a shell that has become us (`exec`).
static BEFORE: OnceLock<Vec<Member>> = OnceLock::new();

pub fn was_before(one: &Member) -> bool {
    BEFORE.get().is_some_and(|all| all.iter().any(|it| it.is(one)))
}

/// Makes what a server leaves behind a child of ours (Linux): who leaves its
/// group and its parent can still be found, ended and waited for. Who is below
/// us already is none of them.
pub fn adopt() {
    BEFORE.get_or_init(|| {
        let own = std::process::id();
        let all = family::members(own).into_iter();
        all.filter(|one| one.pid != own).collect()
    });
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{getpid, set_child_subreaper};
        let _ = set_child_subreaper(Some(getpid())); // then init does it
    }
}

#[cfg(unix)]
pub use on_unix::*;

#[cfg(unix)]
mod on_unix {
    use super::{BEFORE, Child, Duration, Member, family};
    use rustix::process as p;
    use std::thread::sleep;
    use std::time::Instant;

    /// How long a killed one may take to be gone.
    const END: Duration = Duration::from_secs(2);
    const LOOK: Duration = Duration::from_millis(5);

    fn number(pid: u32) -> Option<p::Pid> {
        p::Pid::from_raw(i32::try_from(pid).ok()?)
    }

    /// How it has ended; None while it runs. It is left as a zombie: else its
    /// number could be another's when `end` signals its group.
    pub fn ended(child: &mut Child) -> Option<String> {
        let look = p::WaitIdOptions::EXITED
            | p::WaitIdOptions::NOHANG
            | p::WaitIdOptions::NOWAIT;
        let pid = number(child.id())?;
        let status = p::waitid(p::WaitId::Pid(pid), look).ok()??;
        if let Some(signal) = status.terminating_signal() {
            return Some(format!(" by signal {signal}"));
        }
        let code = status.exit_status();
        Some(code.map_or_else(String::new, |n| format!(" with code {n}")))
    }

    pub fn kill_group(group: u32) {
        if let Some(group) = number(group) {
            let _ = p::kill_process_group(group, p::Signal::KILL); // gone: well
        }
    }

    /// Asks it, not its group, to end: as an operator does.
    pub fn ask_to_end(child: &Child) {
        if let Some(pid) = number(child.id()) {
            let _ = p::kill_process(pid, p::Signal::TERM); // gone: well
        }
    }

    /// Ends it and its family, and waits for them: all but itself, which is
    /// left as a zombie. Whether nobody was missed, so that what all of them
    /// have used is known. `grace`: so long its group may take to end by
    /// itself; a shell may be gone before the server that it started.
    pub fn end(child: &mut Child, family: &[Member], grace: Duration) -> bool {
        let Some(group) = number(child.id()) else { return false };
        let _ = p::kill_process_group(group, p::Signal::TERM); // gone: well
        let own = child.id();
        let others = family.iter().filter(|one| one.pid != own);
        let asked = others.clone().filter(|one| one.group == own);
        until(grace, || {
            ended(child).is_some() && !asked.clone().any(Member::runs)
        });
        let _ = p::kill_process_group(group, p::Signal::KILL); // gone: well
        until(END, || ended(child).is_some());
        let mut all = true;
        for one in others {
            let Some(pid) = number(one.pid).filter(|_| one.lives()) else {
                continue; // its parent has waited for it
            };
            let _ = p::kill_process(pid, p::Signal::KILL); // gone: well
            all &= until(END, || {
                // Ours by now, or already its parent's: then it isn't there.
                let waited = p::waitpid(Some(pid), p::WaitOptions::NOHANG);
                matches!(waited, Ok(Some(_))) || !one.lives()
            });
        }
        all
    }

    /// Looks again and again; whether it came to be in that time.
    fn until(most: Duration, mut is: impl FnMut() -> bool) -> bool {
        let end = Instant::now() + most;
        loop {
            if is() {
                return true;
            }
            if Instant::now() > end {
                return false;
            }
            sleep(LOOK);
        }
    }

    /// Kills all that is below us, with what it starts meanwhile, and waits
    /// until it is gone; but not who was there before, and what they have
    /// started.
    pub fn kill_all_below() {
        let own = std::process::id();
        let but = BEFORE.get().map_or(&[][..], Vec::as_slice);
        until(END, || {
            // Only when no server runs, or when we end: then nobody else
            // asks how a child of ours has ended.
            let any = || p::waitpid(None, p::WaitOptions::NOHANG);
            while let Ok(Some(_)) = any() {}
            let mut some = false;
            let family = family::members_but(own, but);
            for one in family.iter().filter(|one| one.pid != own) {
                if let Some(pid) = number(one.pid) {
                    // A zombie of somebody who lives may be gone by now.
                    some |= p::kill_process(pid, p::Signal::KILL).is_ok();
                }
            }
            !some
        });
    }
}

#[cfg(not(unix))]
pub fn ended(child: &mut Child) -> Option<String> {
    let status = child.try_wait().ok().flatten()?;
    let code = status.code();
    Some(code.map_or_else(String::new, |n| format!(" with code {n}")))
}

#[cfg(not(unix))]
pub fn end(child: &mut Child, _: &[Member], _: Duration) -> bool {
    child.kill().is_ok()
}

#[cfg(not(unix))]
pub fn kill_group(_: u32) {}

#[cfg(not(unix))]
pub fn ask_to_end(_: &Child) {}

#[cfg(not(unix))]
pub fn kill_all_below() {}
