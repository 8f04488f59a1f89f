//! Listed, and read: plain in a pipe, paged on a terminal.

use crate::common::{terminal::Terminal, tools::need};
use crate::{lesson, printed, text};
use echostage::lesson::TABLE;
use echostage::lesson::text::{Ink, prose};
use unicode_width::UnicodeWidthStr;

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn the_list_has_a_line_for_each_page_and_fits_80_by_24() {
    let list = printed(&[]);
    assert!(widest(&list) <= 80, "{list}");
    assert!(list.lines().count() <= 24, "{list}");
    let one = list.lines().find(|line| line.starts_with(" 1 ")).unwrap();
    assert!(one.contains("One at a time"), "{one}");
    assert!(one.ends_with("  25  what \"waiting\" means"), "{one}");
    for page in TABLE.iter().filter(|page| page.number().is_none()) {
        assert!(list.contains(&format!(" {}", page.name)), "{list}");
    }
}

#[test]
fn in_a_pipe_a_lesson_is_plain_text() {
    for page in TABLE {
        let text = printed(&[page.name]);
        assert!(!text.contains('\x1b'), "{}", page.name);
        assert!(!text.contains("<!--"), "{}: a comment", page.name);
        assert!(!text.contains("```"), "{}: a fence", page.name);
        assert!(!text.contains("[..]"), "{}: a wildcard", page.name);
    }
    let one = printed(&["1"]);
    assert!(one.starts_with("01. ONE AT A TIME\n\nGOAL\n"), "{one}");
    assert!(one.contains("── in telnet-1: ─"), "{one}");
    assert!(one.contains("\n$ telnet 127.0.0.1 8899\n"), "{one}");
    assert!(one.contains("\ntelnet> » quit\n"), "{one}");
    assert!(one.contains("── run in src/stage/single.rs ─"), "{one}");
}

#[test]
fn a_lesson_has_many_names() {
    let one = printed(&["1"]);
    for name in
        ["01", "one-at-a-time", "01-one-at-a-time", "01-one-at-a-time.md"]
    {
        assert_eq!(printed(&[name]), one, "{name}");
    }
}

#[test]
fn an_unknown_name_is_told_which_there_are() {
    for name in ["99", "nonsense", "\x1b[31m", ""] {
        let out = lesson(&[name]);
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("there are 0 to 1"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(!told.contains('\x1b'), "{told}");
    }
}

#[test]
fn on_a_terminal_it_is_paged_and_q_leaves() {
    need("less");
    let terminal = Terminal::open();
    terminal.enter("unset PAGER; echostage lesson 1");
    terminal.sees("01. One at a time");
    terminal.rests_at(":");
    assert!(terminal.colours().concat().contains("\x1b["));
    terminal.press("q");
    terminal.rests_at("ready$");
}

#[test]
fn the_pager_is_the_person_s_own() {
    let terminal = Terminal::open();
    let counted = "NO_COLOR=1 PAGER='grep -c GOAL' echostage lesson 1";
    assert_eq!(terminal.output(counted), ["1"]);
    // One that is not there must not cost the lesson.
    terminal.enter("clear; PAGER=no-such-pager echostage lesson 1");
    terminal.sees("Discuss: when is a server");
}

/// `less` shows them as text if it is not told better.
#[test]
fn a_pager_without_flags_shows_colours() {
    need("less");
    let terminal = Terminal::open();
    terminal.enter("unset LESS; clear; PAGER=less echostage lesson 1");
    terminal.sees("01. One at a time");
    let screen = terminal.screen().concat();
    assert!(!screen.contains("ESC["), "{screen}");
    assert!(terminal.colours().concat().contains("\x1b["));
    terminal.press("q");
    terminal.rests_at("ready$");
    // Whoever has flags of their own is asked for nothing else.
    let flags = "LESS=S PAGER='echo flags: $LESS #' echostage lesson 1";
    assert_eq!(terminal.output(flags), ["flags: S"]);
}

#[test]
fn a_terminal_that_can_do_nothing_gets_plain_text() {
    let terminal = Terminal::open();
    let command = "TERM=dumb NO_COLOR=1 echostage lesson 1 | head -3";
    assert_eq!(terminal.output(command)[0], "01. ONE AT A TIME");
    terminal.enter("clear; TERM=dumb NO_COLOR=1 echostage lesson 1");
    terminal.sees("Discuss: when is a server");
    terminal.rests_at("ready$");
}

/// Prose with all that a page may have, in 40 columns.
#[test]
fn prose_keeps_its_width_and_its_links() {
    let text = "\
A **kernel's
queue** is [explained](03-a-thread-per-client.md#run), and
[in the RFC](https://www.rfc-editor.org/rfc/rfc9293), with `ss -tln`.
<!-- nobody sees this -->

1. One thing, which takes more than one line of forty.
2. Another.

| term | 中文 | what it is |
|---|---|---|
| backlog | 积压队列的最大长度，等待被接受的连接 | how many may wait |
| accept | 接受 | takes one out of the queue, and gives it a number |
";
    let lines = prose(text, 40, Ink { colour: false });
    let all = lines.join("\n");
    for line in &lines {
        let word = line.contains("https://"); // it can't be broken
        assert!(word || line.width() <= 40, "{} {line}", line.width());
    }
    let joined = all.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains("is explained (lesson 3)"), "{all}");
    assert!(joined.contains("`ss -tln`"), "{all}");
    assert!(all.contains("(https://www.rfc-editor.org/rfc/rfc9293)"), "{all}");
    assert!(all.contains("\n   line of forty"), "{all}");
    assert!(!all.contains("nobody"), "{all}");
    assert!(all.contains("接受"), "{all}");
    // With colours, the same words in the same lines; none is left open.
    let coloured = prose(text, 40, Ink { colour: true });
    for line in &coloured {
        let (on, off) = (line.matches("\x1b[").count(), "\x1b[0m");
        assert_eq!(on, 2 * line.matches(off).count(), "{line:?}");
    }
}

/// What stands in an item is indented with it, and comes in its order.
#[test]
fn an_item_of_a_list_holds_paragraphs_and_code() {
    let text = "\
1. The first item
   ```text
   code of it
   ```
   and its end.
2. The second item.

   A paragraph of it.

       code of it too

3. The third.

- one
  - inside
- two
";
    let shown = "\
1. The first item

       code of it

   and its end.

2. The second item.

   A paragraph of it.

       code of it too

3. The third.

- one
  - inside
- two";
    let lines = prose(text, 40, Ink { colour: false });
    assert_eq!(lines.join("\n"), shown);
    let tight = "- one\n  ```text\n  code\n  ```\n  more\n- two\n";
    let lines = prose(tight, 40, Ink { colour: false });
    let shown = ["- one", "", "      code", "", "  more", "- two"];
    assert_eq!(lines, shown);
}
