//! Servers that fall short: each fault is caught, ends with 1, and has its
//! name.

use crate::common::Server;
use crate::peer::{changing, echo, server};
use crate::run::load;
use socket2::SockRef;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// What goes wrong with three clients that ask 300 times, and how often.
#[track_caller]
fn fault(addr: SocketAddr, more: &str) -> (String, u64) {
    let n = if more.contains("think") { "-n 30" } else { "-n 300" };
    // A second thread may find nothing left to ask.
    let args = format!("{addr} -c 3 {n} --threads 1 --timeout 0.5 --json");
    load(format!("{args} {more}")).with(1).only_error()
}

fn named(name: &str, n: u64) -> (String, u64) {
    (name.into(), n)
}

#[test]
fn one_byte_in_a_million_is_caught() {
    let passed = AtomicUsize::new(0);
    let addr = changing(move |bytes, _| {
        let before = passed.fetch_add(bytes.len(), Relaxed);
        let at = 1_000_000_usize.wrapping_sub(before + 1);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1;
        }
    });
    let ended = load(format!("{addr} -c 3 -n 2000 --size 1000 --json"));
    assert_eq!(ended.with(1).only_error(), named("corrupt", 1));
}

#[test]
fn a_changed_newline_is_caught() {
    // The first answer: a client may have no sixth when the others are quick.
    let addr = changing(|bytes, n| {
        if n == 0 {
            *bytes.last_mut().unwrap() = b'\r';
        }
    });
    assert_eq!(fault(addr, ""), named("corrupt", 3));
}

#[test]
fn the_last_answer_again_is_caught() {
    let last = std::sync::Mutex::new(Vec::new());
    let addr = changing(move |bytes, n| {
        let mut last = last.lock().unwrap();
        if n == 5 {
            bytes.clone_from(&last);
        }
        last.clone_from(bytes);
    });
    let ended = load(format!("{addr} -c 1 -n 100 --json")).with(1);
    assert_eq!(ended.only_error(), named("corrupt", 1));
}

#[test]
fn the_answer_of_another_connection_is_caught() {
    let last = std::sync::Mutex::new(Vec::new());
    let addr = changing(move |bytes, n| {
        let mut last = last.lock().unwrap();
        if n == 0 && !last.is_empty() {
            bytes.clone_from(&last);
        }
        last.clone_from(bytes);
    });
    let ended = load(format!("{addr} -c 2 -n 20 --think 5 --json")).with(1);
    assert_eq!(ended.only_error(), named("corrupt", 1));
}

#[test]
fn an_answer_given_twice_is_caught() {
    let addr = changing(|bytes, n| {
        if n == 5 {
            bytes.extend_from_within(..);
        }
    });
    let (name, n) = fault(addr, "--think 50");
    assert_eq!((name.as_str(), n), ("unasked", 3));
}

#[test]
fn a_byte_lost_is_caught() {
    let addr = changing(|bytes, n| {
        if n == 0 {
            bytes.remove(20);
        }
    });
    // The rest of the answer never comes: what has come is wrong already.
    assert_eq!(fault(addr, ""), named("corrupt", 3));
    // With more behind it, all is out of step; a second wrong one ends it.
    let (name, n) = fault(addr, "--pipeline 8");
    assert_eq!(name, "corrupt");
    assert!(n <= 6, "{n}");
}

#[test]
fn a_banner_is_unasked() {
    let addr = server(|mut stream, _| {
        stream.write_all(b"220 welcome\r\n").unwrap();
        echo(stream, &|_, _| ());
    });
    let ended = load(format!("{addr} -c 2 --seconds 1 --json")).with(1);
    let (name, _) = ended.only_error();
    // The words may come before or after the first request has left.
    assert!(name == "unasked" || name == "corrupt", "{name}");
    assert_eq!(ended.json()["served"], 0);
}

#[test]
fn one_that_closes_at_once() {
    let addr = server(|stream, _| {
        stream.shutdown(Shutdown::Write).unwrap();
        drop((&stream).read(&mut [0; 100]));
    });
    assert_eq!(fault(addr, ""), named("closed_before_the_first_answer", 3));
}

#[test]
fn one_that_closes_in_the_middle_of_an_answer() {
    let addr = server(|mut stream, _| {
        let mut request = [0; 64];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&request[..30]).unwrap();
    });
    assert_eq!(fault(addr, ""), named("closed_early", 3));
}

#[test]
fn one_that_closes_after_the_first_answer() {
    let server = Server::start("--once");
    let ended = load(format!("{} -c 3 -n 300 --json", server.addr)).with(1);
    let errors: u64 = ended.errors().iter().map(|(_, n)| n).sum();
    assert_eq!(errors, 3, "{:?}", ended.errors());
    assert_eq!(ended.json()["answered"], 3);
    // Each request on a connection of its own is what it is made for.
    load(format!("{} -c 3 -n 300 --churn", server.addr)).with(0);
}

/// Two clients ask once each; the first has its answer, and an end-of-file,
/// long before the second.
#[test]
fn one_that_closes_when_all_is_answered_does_no_harm() {
    let addr = server(|mut stream, n| {
        let mut request = [0; 64];
        stream.read_exact(&mut request).unwrap();
        std::thread::sleep(Duration::from_millis(300) * (n % 2) as u32);
        stream.write_all(&request).unwrap();
    });
    for more in ["", "-r 1000"] {
        let args = format!("{addr} --threads 1 -c 2 -n 2 {more}");
        load(args).with(0);
    }
}

/// It answers each connection once, wrongly, or with half of it, and so on.
fn first_answer(
    answer: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
) -> SocketAddr {
    server(move |mut stream, _| {
        let mut request = vec![0; 64];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&request).unwrap();
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&answer(request)).unwrap();
    })
}

#[test]
fn a_wrong_part_of_an_answer_is_corrupt_when_the_server_closes() {
    let addr = first_answer(|mut bytes| {
        bytes[10] ^= 1;
        bytes[..30].to_vec()
    });
    assert_eq!(fault(addr, ""), named("corrupt", 3));
}

#[test]
fn a_wrong_part_of_an_answer_is_corrupt_when_the_time_is_over() {
    let addr = changing(|bytes, n| {
        if n == 5 {
            bytes[10] ^= 1;
            bytes.truncate(30);
        }
    });
    // The server may be given up before, or at the very end.
    let args = format!("{addr} -c 3 --seconds 1 --timeout 2 --json");
    assert_eq!(load(args).with(1).only_error(), named("corrupt", 3));
}

#[test]
fn only_one_line_turns_away() {
    let says = |words: &'static [u8]| {
        server(move |mut stream, _| {
            stream.read_exact(&mut [0; 64]).unwrap();
            stream.write_all(words).unwrap();
        })
    };
    let line = "x".repeat(63) + "\n";
    for (words, name) in [
        ("busy, come again\n", "turned_away"),
        ("two\nlines\n", "corrupt"),
        ("no line", "corrupt"),
        (line.leak(), "corrupt"), // as long as an answer
    ] {
        assert_eq!(fault(says(words.as_bytes()), ""), named(name, 3));
    }
}

/// It serves as `echo` does for so long, and then only reads.
fn freezing(after: Duration) -> SocketAddr {
    let begin = OnceLock::new();
    changing(move |bytes, n| {
        let begin = begin.get_or_init(Instant::now);
        if n > 0 && begin.elapsed() >= after {
            bytes.clear();
        }
    })
}

#[test]
fn a_server_that_freezes_is_not_fast() {
    for after in [0, 200] {
        let addr = freezing(Duration::from_millis(after));
        let args = "--seconds 0.8 --timeout 1.2 --json";
        for more in ["-c 1", "-c 4", "-c 4 --pipeline 8", "-c 4 -r 2000"] {
            let ended = load(format!("{addr} {args} {more}")).with(1);
            let seconds = ended.json()["seconds"].as_f64().unwrap();
            assert!((0.79..1.0).contains(&seconds), "{more}: {seconds}");
        }
    }
}

#[test]
fn a_freeze_ends_the_time_when_nobody_asks_any_more() {
    let addr = freezing(Duration::ZERO);
    let args = "-c 4 --seconds 20 --timeout 0.5 --json";
    let json = load(format!("{addr} {args}")).with(1).json();
    let seconds = json["seconds"].as_f64().unwrap();
    assert!((0.5..2.0).contains(&seconds), "{seconds}");
}

#[test]
fn one_that_never_answers() {
    let addr =
        server(
            |mut stream, _| {
                while stream.read(&mut [0; 1000]).is_ok_and(|n| n > 0) {}
            },
        );
    assert_eq!(fault(addr, ""), named("never_answered", 3));
}

#[test]
fn one_that_resets() {
    let addr = server(|mut stream, _| {
        let mut request = [0; 64];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&request).unwrap();
        stream.read_exact(&mut request).unwrap();
        let now = Some(Duration::ZERO);
        SockRef::from(&stream).set_linger(now).unwrap();
    });
    assert_eq!(fault(addr, ""), named("reset", 3));
}

#[test]
fn one_that_is_full_turns_away() {
    let server = Server::start("--max-clients 2 --door-full turn-away");
    let args = format!("{} -c 5 -n 300 --threads 1 --json", server.addr);
    let ended = load(&args).with(1);
    assert_eq!(ended.only_error(), named("turned_away", 3));
    assert_eq!(ended.json()["served"], 2);
    assert_eq!(ended.json()["clients"], 5);
    let text = load(args.replace("--json", "")).with(1).text;
    assert!(text.contains("3 turned away: "), "{text}");
    assert!(text.contains("2 of 5 clients"), "{text}");
}

#[test]
fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    drop(listener);
    for more in ["", "--churn", "--udp", "-r 100", "--silent 3"] {
        let ended = load(format!("{addr} --seconds 1 {more}")).with(3);
        let told = match more {
            "--udp" => "start one with: echostage --stage udp-echo",
            _ => "nobody listens there",
        };
        assert!(ended.told.contains(told), "{}", ended.told);
        assert_eq!(ended.told.lines().count(), 1);
        assert_eq!(ended.text, "");
    }
}
