//! A process that has ended stays in the table until its parent asks how
//! (`waitpid(2)`): a zombie takes no memory, and a number of the few there are.

use super::Fault;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::soon;
use crate::hosted::{Server, family};

pub const FAULT: Fault = Fault {
    name: "zombies",
    symptom: "processes have ended, and nobody waits for them",
    look: "Z and <defunct>, in ps",
    survives: "has a thread that waits for each child when it ends.",
    naive: "starts a child for each client and never waits: a zombie for \
            each, until there are no numbers left. It ends, they end.",
    play,
};

const CLIENTS: usize = 3;

fn play(scene: &mut Scene) -> Played {
    let naive = scene.start("demo --be forgetful")?;
    three_clients(scene, &naive)?;
    let zombies = soon("a zombie for each client (see ps)", || {
        let all = family::children(naive.pid());
        let zombies = all.filter(|one| one.zombie).count();
        (zombies == CLIENTS).then_some(zombies)
    })?;
    scene.children(naive.pid())?;
    drop(naive);
    let server = scene.serve("--stage process")?;
    three_clients(scene, &server)?;
    soon("no child left in our server", || {
        let left = family::children(server.pid()).next();
        left.is_none().then_some(())
    })?;
    scene.children(server.pid())?;
    Ok(format!(
        "{zombies} clients have left {zombies} zombies at the naive server, \
         and none at ours."
    ))
}

/// Come and go, one after another.
fn three_clients(scene: &mut Scene, server: &Server) -> Played<()> {
    let client = format!("echostage client -q {} </dev/null", server.addr);
    let told = scene.run(&format!("for i in 1 2 3; do {client}; done"))?;
    match told.code {
        Some(0) => Ok(()),
        _ => Err(Unseen(format!("the clients: {}", told.text.trim_end()))),
    }
}
