//! The starters of lessons/starters: each is what its README says.

use crate::common::Folder;
use crate::found::{Found, beside, python};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

/// The folder, and the program that builds or runs it.
const STARTERS: [(&str, &str); 5] = [
    ("c", "cc"),
    ("python", "python3"),
    ("go", "go"),
    ("java", "javac"),
    ("rust", "rustc"),
];

fn starters() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/starters").into()
}

#[test]
fn each_starter_serves_one_at_a_time_and_reaches_level_2() {
    let missing = Mutex::new(Vec::new());
    beside(&STARTERS, |(language, builder)| {
        let help = Command::new(builder).arg("--version").output();
        // Go has its own word for it; that it starts is enough.
        if help.is_err() {
            missing.lock().unwrap().push(*builder);
            return;
        }
        let run = starters().join(language).join("run");
        let words = [run.display().to_string(), "{port}".into()];
        // A check does not wait for a compiler.
        let built = Command::new(&words[0]).status();
        assert!(built.is_ok_and(|how| how.success()), "{language}");
        let found = Found::run("--level 3", &words);
        let broken = found.broken();
        assert_eq!(found.level(), 2, "{language}: {broken:?}");
        let one = "one by one-thread, others: kernel-queue";
        assert_eq!(found.model(), one, "{language}");
        assert_eq!(broken[0].0, "silent", "{language}");
    });
    // Python and Rust are there where the tests run at all.
    let missing = missing.into_inner().unwrap();
    eprintln!("not here, so not tried: {missing:?}");
    assert!(missing.iter().all(|one| ["cc", "go", "javac"].contains(one)));
}

/// As README has it: the first change makes level 4, the third level 5.
#[test]
fn the_changes_of_a_starter_reach_the_levels_that_are_told() {
    let text = fs::read_to_string(starters().join("python/server.py")).unwrap();
    let first = change(
        &text,
        "        serve(client)\n",
        &format!(
            "        {thread}(target=serve, args=(client,), daemon=True).start()\n",
            thread = "__import__('threading').Thread"
        ),
    );
    let third = change(
        &first,
        "        client, _ = listener.accept()\n",
        "
        try:
            client, _ = listener.accept()
        except OSError:
            __import__('time').sleep(0.05)
            continue
",
    );
    let all = [(first, 4, Some("descriptors")), (third, 5, None)];
    beside(&all, |(text, level, broken)| {
        let folder = Folder::new();
        let file = folder.path().join("server.py");
        fs::write(&file, text).unwrap();
        let file = file.display().to_string();
        let words = [python(), "-S", &file, "{port}"].map(String::from);
        let found = Found::run("", &words);
        assert_eq!(found.level(), *level, "{:?}", found.broken());
        let names = found.broken().into_iter().map(|(name, _)| name);
        assert!(names.eq(broken.iter().copied()), "{:?}", found.broken());
    });
}

fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// Not even root may make a folder where a file is.
#[test]
fn a_starter_that_can_not_be_built_in_its_folder_says_so() {
    let folder = Folder::new();
    for file in ["run", "server.c"] {
        let from = starters().join("c").join(file);
        fs::copy(from, folder.path().join(file)).unwrap();
    }
    fs::write(folder.path().join("built"), "").unwrap();
    // Not the file itself: a process that is just being started may have it
    // open to write.
    let mut sh = Command::new("sh");
    let output = sh.arg(folder.path().join("run")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("copy this folder to where you may"), "{told}");
}
