//! Tables that go on over pages, put together.

use super::table::{RawCell, RawTable};

/// Whether a table on the next page is the rest of this one: as wide, and with the same columns where both have some.
pub(super) fn continues(table: &RawTable, next: &RawTable) -> bool {
    let ends = |xs: &[f32]| (xs.first().copied().unwrap_or(0.0), xs.last().copied().unwrap_or(0.0));
    let ((left, right), (next_left, next_right)) = (ends(&table.xs), ends(&next.xs));
    let fewer = table.xs.len().min(next.xs.len());
    if !table.ruled && !next.ruled {
        return left - next_left < APART && next_right - right < APART && matching(table, next).is_some();
    }
    let common = next.xs.iter().filter(|x| table.xs.iter().any(|own| near(*own, **x))).count();
    table.ruled == next.ruled && near(left, next_left) && near(right, next_right) && common * 10 >= fewer * 8
}

/// Borders between the texts of columns are only about where they were on the page before.
const APART: f32 = 20.0;

/// For each border that was found by alignment the nearest of the table before; `None` if two have the same, or some
/// have none.
fn matching(table: &RawTable, next: &RawTable) -> Option<Vec<f32>> {
    let count = next.xs.len();
    let mut out: Vec<f32> = Vec::with_capacity(count);
    for (index, x) in next.xs.iter().enumerate() {
        let nearest = table.xs.iter().copied().min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()))?;
        let outer = index == 0 || index + 1 == count;
        if (nearest - x).abs() > if outer { 3.0 * APART } else { APART } || out.last().is_some_and(|l| *l >= nearest) {
            return None;
        }
        out.push(nearest);
    }
    Some(out)
}

/// Borders no farther apart than this are one.
fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 4.0
}

/// Gives a table the columns of both.
fn widen(table: &mut RawTable, xs: &[f32]) {
    let at = |x: f32| {
        let nearest = xs.iter().enumerate().min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
        nearest.map_or(0, |(index, _)| index)
    };
    let columns: Vec<usize> = table.xs.iter().map(|x| at(*x)).collect();
    let column = |index: usize| columns.get(index).copied().unwrap_or(index);
    for cell in &mut table.cells {
        let end = column(cell.col + cell.col_span);
        cell.col = column(cell.col);
        cell.col_span = end.saturating_sub(cell.col).max(1);
    }
    table.xs = xs.to_vec();
}

/// Drops rows at the end of a page, or at its start, in which nothing stands: pieces of rows that were cut.
fn drop_blank_edge(table: &mut RawTable, row: usize) {
    let starts = |c: &&RawCell| c.row == row;
    if table.rows < 2 || !table.cells.iter().filter(starts).all(|c| c.is_blank() && c.row_span == 1) {
        return;
    }
    table.cells.retain(|c| c.row != row);
    for cell in &mut table.cells {
        if cell.row > row {
            cell.row -= 1;
        } else if cell.row + cell.row_span > row {
            cell.row_span -= 1;
            cell.open = true;
        }
    }
    table.rows -= 1;
}

/// Appends the rest of a table.
pub(super) fn append(table: &mut RawTable, mut next: RawTable) {
    if !table.ruled
        && let Some(xs) = matching(table, &next)
    {
        next.xs = xs;
    }
    let mut xs = table.xs.clone();
    xs.extend(next.xs.iter().filter(|x| !table.xs.iter().any(|own| near(*own, **x))));
    if xs.len() > table.xs.len() || next.xs.len() != table.xs.len() {
        xs.sort_by(f32::total_cmp);
        widen(table, &xs);
        widen(&mut next, &xs);
    }
    drop_repeated_head(table, &mut next);
    if next.rows == 0 {
        return;
    }
    let open = !table.closed.1 && !next.closed.0;
    if !open {
        drop_blank_edge(table, table.rows.saturating_sub(1));
    }
    if open || is_torn(table, &next) {
        mend(table, &mut next);
    }
    carry_labels(table, &mut next);
    let rows = table.rows;
    for mut cell in next.cells {
        cell.row += rows;
        table.cells.push(cell);
    }
    table.rows += next.rows;
    table.last_page = next.last_page;
    table.closed.1 = next.closed.1;
    table.rect = next.rect;
}

/// Rows at the top that stand at the table's own top as well.
fn drop_repeated_head(table: &RawTable, next: &mut RawTable) {
    let mut count = 0;
    while count < table.first_rows.min(next.rows.saturating_sub(1)) {
        let own = table.row_texts(count);
        if own != next.row_texts(count) || own.iter().all(|c| c.3.is_empty()) {
            break;
        }
        count += 1;
    }
    // A head whose cells reach down into the rows that follow is none.
    while count > 0 && next.cells.iter().any(|c| c.row < count && c.row + c.row_span > count) {
        count -= 1;
    }
    if count > 0 {
        next.cells.retain(|c| c.row >= count);
        for cell in &mut next.cells {
            cell.row -= count;
        }
        next.rows -= count;
    }
}

/// Cells of the last row of a table, by column; those that reach down to it.
fn last_cells(table: &RawTable) -> impl Iterator<Item = (usize, &RawCell)> {
    table.cells.iter().enumerate().filter(|(_, c)| c.row + c.row_span == table.rows)
}

/// Whether the first row goes on with what the last row of the page before began: where it says something the row
/// before does too, its last line filled, and where that one has ended this one is blank.
fn is_torn(table: &RawTable, next: &RawTable) -> bool {
    let (mut both, mut full, mut ended) = (0, 0, 0);
    for (_, last) in last_cells(table) {
        let Some(first) = next.cells.iter().find(|c| c.row == 0 && c.col == last.col && c.col_span == last.col_span)
        else {
            return false;
        };
        match (last.is_blank(), first.is_blank()) {
            (true, true) => {}
            (true, false) => return false,
            (false, true) => ended += usize::from(last.row_span == 1 || last.row + 1 == table.rows),
            (false, false) => {
                // A label over several rows may stand anywhere in them.
                if last.row_span == 1 && first.row_span == 1 {
                    both += 1;
                    full += usize::from(runs_on(last, first));
                }
            }
        }
    }
    full >= 1 && (full == both || ended > 2)
}

/// Whether the text of the second cell may follow that of the first without a line end between them.
fn runs_on(cell: &RawCell, next: &RawCell) -> bool {
    if bracket_goes_on(&cell.text(), &next.text()) {
        return true;
    }
    let (Some(piece), Some(first)) = (cell.pieces.last(), next.pieces.first().and_then(|p| p.lines.first())) else {
        return false;
    };
    let above = next.pieces.first().map_or(0.0, |p| first.rect.y0 - p.ends.0);
    piece.lines.last().is_some_and(|last| {
        // The page ended, not the text: no other line fits above the border, and it goes on right below the next.
        let lines = piece.lines.iter().rev();
        let pitch = lines.clone().zip(lines.skip(1)).map(|(b, a)| b.base - a.base).next().unwrap_or(1.4 * last.size);
        let low = piece.ends.1 - last.rect.y1 < pitch.min(2.0 * last.size) + 3.0 && above < 1.2 * first.size;
        low && piece.room.is_full(last, first, 0.1)
    })
}

/// Whether a bracket is open at the end of the first text, or the second is nothing but a bracket: `产出指标`, `（50分）`.
fn bracket_goes_on(text: &str, next: &str) -> bool {
    let count = |text: &str, signs: [char; 2]| text.matches(signs).count();
    let open = count(text, ['（', '(']) > count(text, ['）', ')']);
    let closes = count(next, ['）', ')']) > count(next, ['（', '(']);
    (open && closes) || (next.starts_with(['（', '(']) && next.ends_with(['）', ')']) && !text.ends_with(['）', ')']))
}

/// Puts the torn row together; its rest leaves `next`.
fn mend(table: &mut RawTable, next: &mut RawTable) {
    let rest: Vec<RawCell> = next.cells.iter().filter(|c| c.row == 0).cloned().collect();
    let rows = table.rows;
    for piece in &rest {
        if let Some(cell) = table
            .cells
            .iter_mut()
            .find(|c| c.row + c.row_span == rows && c.col == piece.col && c.col_span == piece.col_span)
        {
            cell.pieces.extend(piece.pieces.iter().filter(|p| !p.lines.is_empty()).cloned());
            // A cell that goes further down on the next page does so here.
            cell.row_span += piece.row_span - 1;
        }
    }
    next.cells.retain(|c| c.row > 0);
    for cell in &mut next.cells {
        cell.row -= 1;
    }
    next.rows -= 1;
    let reach = table.cells.iter().map(|c| c.row + c.row_span).max().unwrap_or(rows);
    if reach > rows && next.rows + rows < reach {
        for cell in &mut table.cells {
            cell.row_span = cell.row_span.min(rows + next.rows - cell.row);
        }
    }
}

/// Labels on the left that were merged over rows on both pages: blank on one of them, they are one cell.
fn carry_labels(table: &mut RawTable, next: &mut RawTable) {
    let rows = table.rows;
    let mut col = 0;
    while let Some(at) = next.cells.iter().position(|c| c.row == 0 && c.col == col) {
        let Some(first) = next.cells.get(at) else { break };
        let (span, down, width) = (first.col_span, first.row_span, next.cols());
        let Some(last) =
            table.cells.iter_mut().find(|c| c.row + c.row_span == rows && c.col == col && c.col_span == span)
        else {
            break;
        };
        let merged = match (last.is_blank(), first.is_blank()) {
            (false, true) => true,
            // The label stands in the middle of its merged cell, on the second page.
            (true, false) => last.row_span > 1 || down > 1,
            (true, true) => last.open,
            (false, false) => last.open || bracket_goes_on(&last.text(), &first.text()),
        };
        if !merged || col + span >= width {
            break;
        }
        last.row_span += down;
        if last.is_blank() {
            last.pieces.clone_from(&first.pieces);
            last.page = first.page;
        } else if !first.is_blank() {
            last.pieces.extend(first.pieces.iter().cloned());
        }
        next.cells.remove(at);
        col += span;
    }
}
