//! Tables with a cell a line: each cell starts with a tab at the start of a line, further lines of the cell
//! follow without one, and an empty line ends the row. Two empty lines, or a row's end followed by other text,
//! end the table.

/// Longest text that is taken for the rest of a broken cell after an empty line, in characters.
const CONTINUATION_CHARS: usize = 40;
/// Most such lines.
const CONTINUATION_LINES: usize = 4;

/// The table that starts at a line, and the line after its end.
pub(super) fn table(lines: &[&str], start: usize) -> Option<(Vec<Vec<String>>, usize)> {
    if !lines.get(start)?.starts_with('\t') {
        return None;
    }
    let mut rows: Vec<Vec<String>> = vec![vec![]];
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if let Some(text) = line.strip_prefix('\t') {
            if let Some(row) = rows.last_mut() {
                row.push(text.to_owned());
            }
            at += 1;
            continue;
        }
        if !line.is_empty() {
            continue_cell(&mut rows, "\n", line);
            at += 1;
            continue;
        }
        let next = at + lines.iter().skip(at).take_while(|l| l.is_empty()).count();
        let Some(following) = lines.get(next) else { break };
        if following.starts_with('\t') {
            rows.push(vec![]);
            at = next;
        } else if next - at == 1 && breaks_inside_cell(lines, next) {
            continue_cell(&mut rows, "\n\n", following);
            at = next + 1;
        } else {
            at = next;
            break;
        }
    }
    let end = if lines.get(at).is_none_or(|l| !l.is_empty()) { at } else { lines.len() };
    let rows = mend(rows);
    // A single cell is an indented paragraph, not a table.
    let cells: usize = rows.iter().map(Vec::len).sum();
    (cells > 1).then_some((rows, end))
}

fn continue_cell(rows: &mut [Vec<String>], separator: &str, line: &str) {
    if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
        cell.push_str(separator);
        cell.push_str(line);
    }
}

/// Whether the text at a line, after one empty line, belongs to the cell above: few short lines, then straight on
/// with the row's next cell.
fn breaks_inside_cell(lines: &[&str], at: usize) -> bool {
    let mut empty = 0;
    for line in lines.iter().skip(at).take(CONTINUATION_LINES) {
        if line.starts_with('\t') {
            return true;
        }
        if line.is_empty() {
            empty += 1;
            if empty > 1 {
                return false;
            }
            continue;
        }
        if line.chars().count() > CONTINUATION_CHARS || line.contains(['。', '；']) || is_heading(line) {
            return false;
        }
        empty = 0;
    }
    lines.get(at + CONTINUATION_LINES).is_some_and(|l| l.starts_with('\t'))
}

/// A line that names an annex or a section, or carries the date and signatures under a table.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    ["附件", "附表", "注：", "说明", "填表", "填报", "备注：", "单位："].iter().any(|p| line.starts_with(p))
        || line.ends_with('表')
        || line.contains("、") && line.chars().next().is_some_and(|c| "一二三四五六七八九十".contains(c))
}

/// Joins rows that an empty last line of a cell split in two: the parts are short, together as wide as other rows,
/// and the break comes after a cell of several lines.
fn mend(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0_usize; widest + 1];
    for row in &rows {
        if let Some(n) = widths.get_mut(row.len()) {
            *n += 1;
        }
    }
    let mut mended: Vec<Vec<String>> = Vec::with_capacity(rows.len());
    let mut open = false;
    for row in rows {
        let broken = row.last().is_some_and(|c| c.contains('\n'));
        if open
            && let Some(last) = mended.last_mut()
            && widths.get(last.len() + row.len()).is_some_and(|n| *n > 1)
        {
            if let Some(cell) = last.last_mut() {
                cell.push('\n');
            }
            last.extend(row);
            open = false;
            continue;
        }
        open = broken && row.len() * 2 <= widest;
        mended.push(row);
    }
    mended
}
