//! The drawing of `timeline --by event`, empty: its lanes, as many columns as
//! there were events, and what the signs mean. The class fills it in.

use super::escaped;

/// Whether this command prints one.
pub fn is_drawn_by(command: &str) -> bool {
    command.contains("echostage timeline") && command.contains("--by event")
}

/// Its paragraphs: a first line, the lanes below their axis, the signs, and a
/// table of the clients.
pub fn blank(lines: &[String]) -> String {
    let mut paper = String::new();
    for part in lines.split(|line| line.is_empty()) {
        let Some(first) = part.first() else { continue };
        let heads = |word: &str| first.trim_start().starts_with(word);
        if first.contains("event  1") || heads("event") {
            paper += &lanes(first, &part[1..]);
        } else if heads("client ") {
            paper += &table(first, &part[1..]);
        } else {
            let text = part.iter().map(|line| escaped(line) + "\n");
            paper += &format!("<pre>{}</pre>\n", text.collect::<String>());
        }
    }
    format!("<div class=drawing>\n{paper}</div>\n")
}

/// Each lane's name stands to the left; the axis says where the first column
/// is.
fn lanes(axis: &str, lanes: &[String]) -> String {
    let from = axis.find("event").map_or(0, |at| at + "event  ".len());
    let columns = lanes.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let columns = columns.saturating_sub(from);
    let head: String = (1..=columns)
        .map(|n| match n == 1 || n % 10 == 0 {
            true => format!("<th>{n}</th>"),
            false => "<th></th>".into(),
        })
        .collect();
    let cells = "<td></td>".repeat(columns);
    let rows = lanes.iter().map(|lane| {
        let name: String = lane.chars().take(from).collect();
        let name = escaped(name.trim());
        format!("<tr><th class=name>{name}</th>{cells}</tr>\n")
    });
    format!(
        "<table class=lanes>\n<tr><th class=name>event</th>{head}</tr>\n\
         {}</table>\n",
        rows.collect::<String>()
    )
}

/// Who there was; not what became of them.
fn table(head: &str, rows: &[String]) -> String {
    let names = head.split("  ").map(str::trim).filter(|n| !n.is_empty());
    let names: Vec<String> = names.map(escaped).collect();
    let cells = "<td></td>".repeat(names.len().saturating_sub(1));
    let clients = rows.iter().filter(|row| row.contains('#'));
    let clients = clients.map(|row| {
        let who = row.split_whitespace().take(2).collect::<Vec<_>>();
        format!("<tr><th>{}</th>{cells}</tr>\n", escaped(&who.join(" ")))
    });
    format!(
        "<table class=clients>\n<tr><th>{}</th></tr>\n{}</table>\n",
        names.join("</th><th>"),
        clients.collect::<String>()
    )
}
