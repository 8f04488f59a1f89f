//! What a client sends can't speak to the operator's terminal or forge a line.

use crate::Stage;
use crate::common::Line;

const HOSTILE: &[&[u8]] = &[
    b"\x1b]0;owned\x07\x1b[2J\x1b[31m",
    b"one\n   0.0 listener   #1 closed: forged\r\n",
    b"nul \0 bell \x07 back \x08 del \x7f vt \x0b cr \r end",
    "C1 \u{85}\u{9b}31m\u{9d}".as_bytes(),
    "bidi \u{202a}\u{202e}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}".as_bytes(),
    "zero \u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad} width".as_bytes(),
    "lines \u{2028}\u{2029} and tags \u{e0041}\u{e007f}".as_bytes(),
    b"invalid \xff\xfe\xc3\x28\xf0\x9f\x98 \xed\xa0\x80 \xc0\xaf",
    b"quote \" and backslash \\",
    b"\xff\xf4\xff\xfd\x06",
];

fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}'
            | '\u{e0000}'..='\u{e007f}')
}

pub fn hostile_bytes_never_reach_the_log_raw(stage: Stage) {
    let server = stage.start("-v");
    let mut client = server.client();
    for bytes in HOSTILE {
        client.echo(bytes);
    }
    client.echo("中文 is shown as it is");
    drop(client);
    server.wait_for_line(" B out, by the client");

    let log = String::from_utf8(server.log.raw()).expect("valid UTF-8");
    assert!(log.contains("中文"), "{log}");
    assert!(log.contains(r"\u{1b}") || log.contains(r"\x1b"), "{log}");
    for line in log.lines() {
        let bad: Vec<_> = line.chars().filter(|c| is_hostile(*c)).collect();
        assert!(bad.is_empty(), "{bad:?} in {line:?}");
        assert!(!Line::parse(line).text.starts_with("closed: forged"));
    }
}
