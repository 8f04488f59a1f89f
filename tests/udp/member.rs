//! A member of the room: a peer that has spoken once, and was welcomed.

use crate::common::Server;
use crate::peer::Peer;

pub struct Member {
    pub peer: Peer,
    pub name: String,
}

pub const HELP: &str = "; /help lists what you can type";

impl Member {
    /// An empty datagram registers, and says nothing.
    #[track_caller]
    pub fn join(server: &Server) -> Self {
        let peer = Peer::of(server);
        peer.say("");
        Self::welcomed(peer)
    }

    /// Reads what a newcomer is told.
    #[track_caller]
    pub fn welcomed(peer: Peer) -> Self {
        let welcome = peer.line();
        let name = welcome.strip_prefix("* welcome, ");
        let name = name.and_then(|rest| rest.strip_suffix(HELP));
        let name = name.unwrap_or_else(|| panic!("{welcome:?}")).to_string();
        let here = peer.line();
        assert!(here.starts_with("* here: "), "{here:?}");
        assert!(here.contains(&name), "{name} is not in {here:?}");
        Self { peer, name }
    }

    /// This many come in; each has read who joined after it.
    #[track_caller]
    pub fn join_all<const N: usize>(server: &Server) -> [Self; N] {
        let mut members: Vec<Self> = Vec::new();
        for here in 1..=N {
            let new = Self::join(server);
            for member in &members {
                member.hear(&format!("* {} joins ({here} here)", new.name));
            }
            members.push(new);
        }
        members.try_into().ok().expect("as many as have joined")
    }

    pub fn say(&self, line: &str) {
        self.peer.say(format!("{line}\n"));
    }

    #[track_caller]
    pub fn hear(&self, line: &str) {
        assert_eq!(self.peer.line(), line);
    }

    /// Says it, and hears this from the server.
    #[track_caller]
    pub fn ask(&self, line: &str, answer: &str) {
        self.say(line);
        self.hear(answer);
    }

    /// Reads that the server closes, and who left before.
    #[track_caller]
    pub fn is_out_by_a_stop(&self) {
        let mut heard = self.peer.line();
        while heard.ends_with(" here)") {
            heard = self.peer.line();
        }
        assert_eq!(heard, "* you are out: server closing");
    }

    /// Nothing has come for this member: its own question is answered next.
    #[track_caller]
    pub fn has_heard_nothing(&self) {
        self.ask("/msg nobody-at-all hi", "* no such member: nobody-at-all");
    }
}
