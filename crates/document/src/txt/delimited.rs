//! Tables with a row a line: cells separated by tabs, or by vertical bars (Markdown, terminal tables).

/// Lines looked at before a run of lines is taken for a table.
const PROBE: usize = 16;

/// The table that starts at a line, and the line after its end.
pub(super) fn table(lines: &[&str], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    tabbed(lines, start).or_else(|| barred(lines, start))
}

/// Two lines or more in a row that hold a tab behind their first character.
fn tabbed(lines: &[&str], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let is_row = |l: &&&str| l.chars().skip(1).any(|c| c == '\t') && !l.trim().is_empty();
    let (mut rows, mut real) = (0, 0);
    for line in lines.get(start..)?.iter().take(PROBE).take_while(is_row) {
        rows += 1;
        real += usize::from(line.split('\t').filter(|c| !c.trim().is_empty()).count() > 1);
    }
    // Text that is only indented with tabs is no table.
    if rows < 2 || real * 2 < rows {
        return None;
    }
    let end = start + lines.get(start..)?.iter().take_while(is_row).count();
    let rows = lines.get(start..end)?.iter().map(|l| l.split('\t').map(str::to_owned).collect()).collect();
    Some((rows, end))
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// `|---|:--|`, `+----+`, `├──┼──┤`: a line between rows.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() > 2
        && line
            .chars()
            .all(|c| is_bar(c) || matches!(c, '-' | '+' | ':' | '=' | ' ') || ('\u{2500}'..='\u{257f}').contains(&c))
}

fn barred(lines: &[&str], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let framed = |l: &str| l.trim().starts_with(is_bar) && l.trim().len() > 1;
    let bars = |l: &str| l.chars().filter(|c| is_bar(*c)).count();
    let first = lines.get(start)?;
    let count = bars(first);
    // A line of dashes alone is none; a rule stands between rows.
    if count == 0 && !(is_rule(first) && lines.get(start + 1).is_some_and(|l| bars(l) > 0)) {
        return None;
    }
    let is_row = |l: &&&str| is_rule(l) || framed(l) || bars(l) > 1 || (count == 1 && bars(l) == 1);
    let (mut rows, mut wide, mut ruled) = (0, false, false);
    for line in lines.get(start..)?.iter().take(PROBE).take_while(is_row) {
        if is_rule(line) {
            ruled = true;
        } else {
            rows += 1;
            wide |= split(line).len() > 1;
        }
    }
    let enough = if count == 1 && !ruled { 3 } else { 2 };
    if rows < enough || !wide {
        return None;
    }
    let end = start + lines.get(start..)?.iter().take_while(is_row).count();
    Some((lines.get(start..end)?.iter().filter(|l| !is_rule(l)).map(|l| split(l)).collect(), end))
}

/// A row's cells; the bars at both ends count for nothing, `\|` is a bar in the text and `<br>` a line break.
fn split(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix(is_bar).unwrap_or(line);
    let line = if line.ends_with("\\|") { line } else { line.strip_suffix(is_bar).unwrap_or(line) };
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if is_bar(c) {
            cells.push(String::new());
            continue;
        }
        let c = if c == '\\' { chars.next_if(|n| is_bar(*n)).unwrap_or(c) } else { c };
        if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    cells.iter().map(|c| c.trim().replace("<br/>", "\n").replace("<br>", "\n")).collect()
}
