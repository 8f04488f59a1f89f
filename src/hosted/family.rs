//! A server's family: its process, and all below it. Only Linux tells;
//! elsewhere there are none.

use crate::net::proc::process::Stat;
use std::collections::HashMap;

/// A process, and when it began: its number alone may become another's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub pid: u32,
    parent: u32,
    pub group: u32,
    began: u64,
    /// It has ended, and nobody has waited for it yet.
    pub zombie: bool,
}

impl Member {
    fn of(pid: u32) -> Option<Self> {
        Stat::of(pid).map(Self::from)
    }

    pub fn lives(&self) -> bool {
        self.now().is_some()
    }

    /// It lives, and has not ended.
    pub fn runs(&self) -> bool {
        self.now().is_some_and(|now| !now.zombie)
    }

    fn now(&self) -> Option<Self> {
        Self::of(self.pid).filter(|now| now.is(self))
    }

    /// Whoever was its parent then: it may have been left to us.
    pub fn is(&self, other: &Self) -> bool {
        (self.pid, self.began) == (other.pid, other.began)
    }
}

impl From<Stat> for Member {
    fn from(stat: Stat) -> Self {
        let (zombie, began) = (stat.is_zombie(), stat.began);
        let Stat { pid, parent, group, .. } = stat;
        Self { pid, parent, group, began, zombie }
    }
}

/// The process itself and all below it; empty where /proc can't tell.
/// (`/proc/PID/task/TID/children` is quicker, but not every kernel has it.)
pub fn members(first: u32) -> Vec<Member> {
    members_but(first, &[])
}

/// The same without these, and without those below them.
pub fn members_but(first: u32, spared: &[Member]) -> Vec<Member> {
    let all = Stat::all().map(Member::from);
    let all = all.filter(|one| !spared.iter().any(|s| s.is(one)));
    let (first, others) = all.partition(|one| one.pid == first);
    with_all_below(first, others)
}

/// The same with all of its group, which it leads: where it has ended already
/// nobody is below it any more.
pub fn group(leader: u32) -> Vec<Member> {
    let all = Stat::all().map(Member::from);
    let (own, others) =
        all.partition(|one| one.pid == leader || one.group == leader);
    with_all_below(own, others)
}

fn with_all_below(mut family: Vec<Member>, others: Vec<Member>) -> Vec<Member> {
    let mut below: HashMap<u32, Vec<Member>> = HashMap::new();
    for member in others {
        below.entry(member.parent).or_default().push(member);
    }
    let mut next = 0;
    while let Some(member) = family.get(next) {
        next += 1;
        family.extend(below.remove(&member.pid).unwrap_or_default());
    }
    family
}

/// Those that it started, or was left by who started them; zombies, too.
pub fn children(parent: u32) -> impl Iterator<Item = Member> {
    let all = Stat::all().map(Member::from);
    all.filter(move |one| one.parent == parent)
}
