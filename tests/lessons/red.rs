//! The replay can fail: one changed byte is caught, and where.

use crate::page::Page;
use crate::{copies, replay, whole};
use std::path::PathBuf;
use std::time::Duration;

const LITTLE: &str = "\
# A little lesson

```console server
$ echostage --stage single
listening on 127.0.0.1:8899
...
```

```console nc
$ printf 'hello\\n' | nc -q 1 127.0.0.1 8899
hello
```
";

fn played(text: &str) -> Result<(), String> {
    heard(text, replay::HUSH)
}

/// A program has so long to answer where the page shows no answer.
fn heard(text: &str, hush: Duration) -> Result<(), String> {
    let page = Page::of(PathBuf::from("little.md"), text);
    replay::play(&page, Duration::from_secs(5), hush)
}

#[test]
fn a_little_lesson_replays() {
    assert_eq!(played(LITTLE), Ok(()));
}

#[test]
fn a_changed_byte_in_a_transcript_is_caught() {
    let text = LITTLE.replace("\nhello\n", "\nhallo\n");
    let told = played(&text).unwrap_err();
    assert!(told.contains("lessons/little.md:11"), "{told}");
    assert!(told.contains("- hallo") && told.contains("+ hello"), "{told}");
}

#[test]
fn output_that_the_page_leaves_out_is_caught() {
    let text = LITTLE.replace("\nhello\n```", "\n```");
    let told = played(&text).unwrap_err();
    assert!(told.contains("lessons/little.md:10"), "{told}");
    assert!(told.contains("+ hello"), "{told}");
}

/// A command that prints more after a pause, at the end of the page.
#[test]
fn what_comes_after_a_pause_is_caught() {
    let text = LITTLE.replace(
        "printf 'hello\\n' | nc -q 1 127.0.0.1 8899",
        "echo hello; sleep 0.2; echo late",
    );
    let told = played(&text).unwrap_err();
    assert!(told.contains("+ late"), "{told}");
}

/// What `BLESS=1` makes of a page.
fn blessed(text: &str, patience: u64) -> Result<String, String> {
    let page = Page::of(PathBuf::from("little.md"), text);
    let page = replay::blessed(page, Duration::from_secs(patience))?;
    Ok(page.lines.join("\n") + "\n")
}

#[test]
fn what_a_slow_command_shows_is_written_below_it() {
    let slow =
        "sleep 1.5; echo slow\nhello\n```\n\n```console nc\n$ echo hello";
    let command = "printf 'hello\\n' | nc -q 1 127.0.0.1 8899";
    let text = LITTLE.replace(command, slow);
    let right = text.replacen("\nhello\n", "\nslow\n", 1);
    assert_eq!(blessed(&text, 20), Ok(right.clone()));
    assert_eq!(blessed(&right, 20), Ok(right));
}

#[test]
fn a_command_that_stays_silent_is_told_and_not_blessed() {
    let command = "printf 'hello\\n' | nc -q 1 127.0.0.1 8899";
    let text = LITTLE.replace(command, "sleep 1000");
    let told = blessed(&text, 2).unwrap_err();
    assert!(told.contains("lessons/little.md:11"), "{told}");
    assert!(told.contains("It is silent"), "{told}");
}

const TYPED: &str = "\
# A little talk

```console cat
$ cat
» hello
```

```console other
$ echo something else
something else
```

```console cat
hello
```
";

#[test]
fn an_answer_that_the_page_leaves_out_is_caught() {
    // Later than the first look, and sooner than the end of the wait.
    let late = "$ while read x; do sleep 0.4; echo $x; done";
    let text = TYPED.replace("$ cat", late);
    let told = heard(&text, Duration::from_secs(3)).unwrap_err();
    assert!(told.contains("lessons/little.md:5"), "{told}");
    assert!(told.contains("+ hello"), "{told}");
    // At the end, also one that comes after that.
    let (page, _) = text.split_once("\n```console other").unwrap();
    let told = played(page).unwrap_err();
    assert!(told.contains("lessons/little.md:5"), "{told}");
    assert!(told.contains("+ hello"), "{told}");
}

const SCREEN: &str = "\
# A little screen

<!-- screen -->
```console server
$ clear; echo one; echo two
...
two
```
";

#[test]
fn a_changed_byte_on_a_screen_is_caught() {
    assert_eq!(played(SCREEN), Ok(()));
    let text = SCREEN.replace("\ntwo\n", "\ntow\n");
    let told = played(&text).unwrap_err();
    assert!(told.contains("lessons/little.md:7"), "{told}");
    assert!(told.contains("+ two"), "{told}");
}

const DRAWN: &str = "\
# A little drawing

```console server
$ echostage --stage single --record little.jsonl
listening on 127.0.0.1:8899
...
```

```console nc
$ printf 'hello\\n' | nc -N 127.0.0.1 8899
hello
```

```console server
...
> » Ctrl-C
...
$ echostage timeline little.jsonl --by event
single, echo, 1 client, 6 events

   event  1
listener  ·A┼>┤×

┼ bytes came   ┤ end-of-file   > in write   × closed
· no client: takes who comes next

       client  bytes in  bytes out  ended
A  #1                 6          6  by the client
```
";

#[test]
fn a_changed_byte_in_a_drawing_is_caught() {
    assert_eq!(played(DRAWN), Ok(()));
    for (right, wrong) in [("A┼>┤×", "A┼>┤·"), ("6  by", "7  by")] {
        let told = played(&DRAWN.replace(right, wrong)).unwrap_err();
        assert!(told.contains("lessons/little.md:"), "{told}");
        let [shown, seen] = [("-", wrong), ("+", right)].map(|(sign, part)| {
            let sign = format!("  {sign} ");
            told.lines().any(|l| l.starts_with(&sign) && l.contains(part))
        });
        assert!(shown && seen, "{told}");
    }
}

#[test]
fn a_changed_byte_in_a_copy_is_caught() {
    for page in whole::pages() {
        for n in 0..page.blocks.len() {
            let block = &page.blocks[n];
            if !block.is_copy() {
                continue;
            }
            let (first, len) = (block.first, block.lines.len());
            for at in [first, first + len / 2, first + len - 1] {
                let mut lines = page.lines.clone();
                lines[at].push('.');
                let page = Page::of(page.path.clone(), &lines.join("\n"));
                let told = copies::check(&page).unwrap_err();
                assert!(told.starts_with(&page.place(at)), "{told}");
            }
        }
    }
}

const SHORT: &str = "\
# A little code

<!-- code: src/stage/single.rs#run -->
```rust
    for conn in clients {
        …
    }
}
```
";

#[test]
fn lines_that_a_copy_leaves_out_need_their_sign() {
    let checked =
        |text: &str| copies::check(&Page::of(PathBuf::from("little.md"), text));
    let told = checked(SHORT).unwrap_err();
    assert!(told.starts_with("lessons/little.md:5"), "{told}");
    let right = SHORT.replace("    for conn", "…\n    for conn");
    assert_eq!(checked(&right), Ok(()));
    let cut = right.replace("    }\n}\n", "");
    assert_eq!(checked(&cut), Ok(()), "a gap at the end");
    let turned = right.replace("        …\n    }\n}", "    }\n}\n…\n}");
    assert!(checked(&turned).is_err(), "{turned}");
}
