//! A stream has no messages: what is written in three pieces may be read in
//! one, and what is written in one in two (粘包; UNP section 3.9).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::{heard, soon_at};
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "sticky-messages",
    symptom: "three messages arrive as one (粘包)",
    look: "Recv-Q in ss -tn: 6 bytes of three writes, and nothing between \
           them",
    survives: "(--service lines) collects until a newline comes: framing.",
    naive: "takes a read for a message. It works as long as people type \
            slowly.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--stage single --service lines-naive")?;
    let (addr, port) = (server.addr, server.addr.port());
    let silent = scene.begin(&format!("echostage client --silent {addr}"))?;
    heard(&server, &["#1 "])?;
    let input = "(echo 1; echo 2; echo 3; sleep 2)";
    let client =
        scene.begin(&format!("{input} | echostage client -q {addr}"))?;
    soon_at(port, "6 bytes that nobody has read", || {
        let all = kernel::here(port, State::Established);
        all.iter().any(|it| it.receive_queue == 6).then_some(())
    })?;
    scene.ss("-tnH", &format!("'sport = {port}'"), port)?;
    drop(silent);
    let answer = scene.end(client).text;
    drop(server);
    let server = scene.serve("--service lines")?;
    let addr = server.addr;
    let three = "(echo 1; echo 2; echo 3)";
    let right = scene.run(&format!("{three} | echostage client -q {addr}"))?;
    let answers = |text: &str| text.matches("you said: ").count();
    let seen = [&answer, &right.text].map(|text| answers(text));
    if seen != [1, 3] {
        return Err(Unseen(format!("answers: {seen:?}, not [1, 3]")));
    }
    Ok("three writes had one answer; with framing, three lines have three."
        .into())
}
