//! A member of the room: a client that has read its welcome.

use crate::common::{Client, Server};

pub struct Member {
    pub client: Client,
    pub name: String,
}

pub fn room() -> Server {
    Server::start("--service chat")
}

impl Member {
    /// Comes in and reads who is here, oneself among them.
    pub fn join(server: &Server) -> Self {
        let mut client = server.client();
        let welcome = client.line();
        let told = "; /help lists what you can type";
        let name = welcome.strip_prefix("* welcome, ");
        let name = name.and_then(|rest| rest.strip_suffix(told));
        let name = name.unwrap_or_else(|| panic!("{welcome:?}")).to_string();
        let here = client.line();
        assert!(here.starts_with("* here: "), "{here:?}");
        assert!(here.contains(&name), "{name} is not in {here:?}");
        Self { client, name }
    }

    /// This many come in; each has read who joined after it.
    pub fn join_all<const N: usize>(server: &Server) -> [Self; N] {
        let mut members: Vec<Self> = Vec::new();
        for here in 1..=N {
            let new = Self::join(server);
            for member in &mut members {
                member.hear(&format!("* {} joins ({here} here)", new.name));
            }
            members.push(new);
        }
        members.try_into().ok().expect("as many as have joined")
    }

    pub fn say(&mut self, line: &str) {
        self.client.say(format!("{line}\n"));
    }

    #[track_caller]
    pub fn hear(&mut self, line: &str) {
        assert_eq!(self.client.line(), line);
    }

    /// Says it, and hears this from the server.
    #[track_caller]
    pub fn ask(&mut self, line: &str, answer: &str) {
        self.say(line);
        self.hear(answer);
    }

    /// Nothing has come for this member: its own question is answered next.
    #[track_caller]
    pub fn has_heard_nothing(&mut self) {
        self.ask("/msg nobody-at-all hi", "* no such member: nobody-at-all");
    }
}
