//! The page of a lesson: tables that GitHub shows as tables.

use crate::made_up::{NAMES, comparison};
use echostage::compare::shown::{PAGE, markdown, model_page};

/// The cells of a line of a table; what is escaped is text.
fn cells(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\0");
    let line = line.trim().strip_prefix('|').unwrap().strip_suffix('|');
    line.unwrap().split('|').map(|c| c.trim().replace('\0', "|")).collect()
}

/// Each table: its lines, as cells.
fn tables(page: &str) -> Vec<Vec<Vec<String>>> {
    let lines: Vec<&str> = page.lines().collect();
    let tables = lines.split(|line| !line.starts_with('|'));
    let tables = tables.filter(|table| !table.is_empty());
    tables.map(|table| table.iter().map(|l| cells(l)).collect()).collect()
}

#[test]
fn each_row_is_a_table_with_as_many_cells_in_each_line() {
    let found = comparison();
    let page = markdown(&found) + &model_page(&found);
    assert!(page.starts_with(PAGE));
    let tables = tables(&page);
    assert!(tables.len() > found.rows.len());
    for table in &tables {
        let wide = table[0].len();
        assert!(table.iter().all(|line| line.len() == wide), "{table:?}");
        let rule = |cell: &String| cell.trim_matches(':') == "---";
        assert!(table[1].iter().all(rule), "{table:?}");
    }
    for table in &tables[..=found.rows.len()] {
        let names: Vec<_> = table[2..].iter().map(|line| &line[0]).collect();
        assert_eq!(names, NAMES.iter().collect::<Vec<_>>());
    }
    for row in &found.rows {
        assert!(page.contains(&row.sentence), "{}", row.sentence);
    }
}

#[test]
fn hostile_names_are_only_text() {
    let mut found = comparison();
    let name = "<b>|x|</b>*_[a](http://b)`@me";
    found.contestants[1].name = name.into();
    found.rows[0].sentence = "| <script> ![x](y)\n# title".into();
    let page = markdown(&found);
    assert!(!page.contains("<b>") && !page.contains("<script>"), "{page}");
    assert!(!page.contains("http://") && !page.contains("\n# title"));
    assert!(!page.contains("[a](") && !page.contains("![x]("));
    for table in tables(&page) {
        let wide = table[0].len();
        assert!(table.iter().all(|line| line.len() == wide), "{table:?}");
    }
    let line = page.lines().find(|l| l.contains("/b&gt;")).unwrap();
    assert!(cells(line)[0].contains("|x|"), "{line}");
}
