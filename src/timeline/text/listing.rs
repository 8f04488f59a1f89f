//! Who the letters are: how long each waited and was served, and how it ended.

use super::ink::Ink;
use super::units::{many, time, wrapped};
use crate::timeline::{By, Client, ClientId, Survey};
use crate::trace::letter;

/// So many are listed below a drawing.
const MOST: usize = 20;

/// A line for each of the first clients. By events it tells nothing that
/// another run would tell otherwise: no time, no port.
pub fn clients(survey: &Survey, by: By, (width, ink): (usize, Ink)) -> String {
    let mut table = Table::new(match by {
        By::Time => &["", "client", "waited", "served", "ended"],
        By::Event => &["", "client", "bytes in", "bytes out", "ended"],
    });
    for client in survey.clients.iter().take(MOST) {
        let figures = match by {
            By::Time => [time_or_none(client.waited), served(client)],
            By::Event => {
                [client.bytes_in.to_string(), client.bytes_out.to_string()]
            }
        };
        let [one, other] = figures;
        let who = who(client, by);
        let number = client.id.number(survey.last);
        let letter = ink.client(&letter(number).to_string(), number);
        table.line(vec![letter, who, one, other, ended(survey, client)]);
    }
    let mut text = table.text(width);
    let all = survey.clients.len() as u64 + survey.more_clients;
    let more = all - survey.clients.len().min(MOST) as u64;
    if more > 0 {
        let sentence = format!(
            "And {} more: --stats tells of more.",
            many(more, "client")
        );
        text.push_str(&wrapped(&sentence, width));
    }
    text
}

pub fn who(client: &Client, by: By) -> String {
    let number = match client.id {
        ClientId::Conn(conn) => format!("#{conn}"),
        ClientId::Peer(_) => String::new(),
    };
    if by == By::Event || client.peer.is_empty() {
        return number;
    }
    format!("{number} {}", client.peer).trim_start().into()
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
        (None, None, _) if client.waited > 0 => "never served".into(),
        (None, ..) => "-".into(),
    }
}

/// Columns as wide as what stands in them; figures to the right.
pub struct Table {
    lines: Vec<Vec<String>>,
}

impl Table {
    pub fn new(heads: &[&str]) -> Self {
        let heads = heads.iter().map(|head| head.to_string()).collect();
        Self { lines: vec![heads] }
    }

    pub fn line(&mut self, line: Vec<String>) {
        self.lines.push(line);
    }

    /// Nothing, where there are no lines but the heads.
    pub fn text(&self, width: usize) -> String {
        if self.lines.len() < 2 {
            return String::new();
        }
        let columns = self.lines.first().map_or(0, Vec::len);
        let wide = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| seen(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(wide).collect();
        let mut text = String::new();
        for line in &self.lines {
            let mut row = String::new();
            for (n, (cell, wide)) in line.iter().zip(&widths).enumerate() {
                let pad = " ".repeat(wide - seen(cell));
                let words = n < 2 || n + 1 == columns && !is_figure(cell);
                if n > 0 {
                    row.push_str(if n == 1 { " " } else { "  " });
                }
                match words {
                    true => row.extend([cell.as_str(), pad.as_str()]),
                    false => row.extend([pad.as_str(), cell.as_str()]),
                }
            }
            text.push_str(&cut(row.trim_end(), width));
            text.push('\n');
        }
        text
    }
}

fn is_figure(cell: &str) -> bool {
    cell.ends_with('%') || cell.starts_with(|c: char| c.is_ascii_digit())
}

/// Columns without what sets the colour.
fn seen(cell: &str) -> usize {
    let mut escape = false;
    let shown = cell.chars().filter(|c| {
        let hidden = escape || *c == '\x1b';
        escape = hidden && *c != 'm';
        !hidden
    });
    shown.count()
}

/// A line of at most that many columns; what is missing is marked.
fn cut(line: &str, width: usize) -> String {
    let over = seen(line).saturating_sub(width);
    if over == 0 {
        return line.into();
    }
    let kept = line.chars().count() - over - 1;
    line.chars().take(kept).chain(['…']).collect()
}
