//! Who the letters are: how long each waited and was served, and how it ended.

use super::ink::Ink;
use super::table::Table;
use super::units::{many, time, wrapped};
use crate::timeline::{By, Client, ClientId, State, Survey};
use crate::trace::letter;

/// So many are listed below a drawing.
const MOST: usize = 20;

/// A line for each of the first clients. By events it tells nothing that
/// another run would tell otherwise: no time, no port.
pub fn clients(survey: &Survey, by: By, (width, ink): (usize, Ink)) -> String {
    let timed = by == By::Time && !datagrams(survey);
    let heads = match timed {
        true => ["", "", "client", "waited", "served", "ended"],
        false => ["", "", "client", "bytes in", "bytes out", "ended"],
    };
    let mut table = Table::new(&heads, 3..5);
    for client in survey.clients.iter().take(MOST) {
        let number = client.id.number(survey.last);
        let letter = ink.client(&letter(number).to_string(), number);
        let peer = match by {
            By::Time => client.peer.clone(),
            By::Event => String::new(),
        };
        let (one, other) = match timed {
            true => (time_or_none(client.waited), served(client)),
            false => {
                (client.bytes_in.to_string(), client.bytes_out.to_string())
            }
        };
        let ended = ended(survey, client);
        table.line(vec![letter, number_of(client), peer, one, other, ended]);
    }
    let mut text = table.text(width);
    let all = survey.clients.len() as u64 + survey.more_clients;
    let more = all - survey.clients.len().min(MOST) as u64;
    if more > 0 {
        let sentence = format!(
            "And {} more: --stats tells of them.",
            many(more, "client")
        );
        text.push_str(&wrapped(&sentence, width));
    }
    text
}

/// Nobody waits for a thread, or has one, where datagrams come.
fn datagrams(survey: &Survey) -> bool {
    survey.lanes.iter().any(|lane| lane.took(State::Receive) > 0)
}

pub fn number_of(client: &Client) -> String {
    match client.id {
        ClientId::Conn(conn) => format!("#{conn}"),
        ClientId::Peer(_) => String::new(),
    }
}

pub fn time_or_none(ns: u64) -> String {
    if ns == 0 { "-".into() } else { time(ns) }
}

/// From the first moment to the last in which a thread had it.
pub fn served(client: &Client) -> String {
    client.served.map_or("-".into(), |(from, to)| time(to - from))
}

pub fn ended(survey: &Survey, client: &Client) -> String {
    let edge = survey.damage.unended;
    match (&client.why, client.served, client.id) {
        (Some(why), ..) => why.clone(),
        (None, Some(_), ClientId::Conn(_)) if edge => "not recorded".into(),
        (None, Some(_), ClientId::Conn(_)) => "still served".into(),
        (None, None, _) if client.waited > 0 => "still waits".into(),
        (None, ..) => "-".into(),
    }
}
