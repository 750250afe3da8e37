//! Blocks of text to the rows of a table.

use super::super::chunks::Chunk;
use super::blocks::Block;

/// Blocks that stand side by side.
#[derive(Debug)]
pub(super) struct Row {
    pub blocks: Vec<Block>,
    pub top: f32,
    pub bottom: f32,
}

impl Row {
    fn new(blocks: Vec<Block>) -> Self {
        // A dash may be set in a far larger font.
        let size = blocks.iter().map(Block::size).fold(f32::MAX, f32::min);
        let top = blocks.iter().map(|b| b.bases().0).fold(f32::MAX, f32::min) - 0.88 * size;
        let bottom = blocks.iter().map(|b| b.bases().1).fold(f32::MIN, f32::max) + 0.12 * size;
        Self { blocks, top, bottom }
    }

    /// The height at which most of it stands: that of its single lines.
    pub fn middle(&self) -> f32 {
        let least = self.blocks.iter().min_by(|a, b| a.rect.height().total_cmp(&b.rect.height()));
        least.map_or(0.0, Block::middle)
    }

    pub fn into_chunks(self) -> impl Iterator<Item = Chunk> {
        self.blocks.into_iter().flat_map(Block::into_chunks)
    }
}

/// Rows from top to bottom. A block that stands beside several rows is a row of its own among them.
pub(super) fn rows(blocks: Vec<Block>) -> Vec<Row> {
    let (mut single, tall): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(|b| b.pieces.len() == 1);
    single.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in single {
        match groups.last_mut() {
            Some(group)
                if group.first().is_some_and(|f| block.middle() - f.middle() < 0.3 * f.size().min(block.size())) =>
            {
                group.push(block);
            }
            _ => groups.push(vec![block]),
        }
    }
    let heights: Vec<f32> = groups.iter().map(|g| g.first().map_or(0.0, Block::middle)).collect();
    let full: Vec<f32> =
        groups.iter().filter(|g| g.len() >= super::CELLS).filter_map(|g| g.first()).map(Block::middle).collect();
    let mut tall: Vec<Block> = tall.into_iter().flat_map(|block| parted(block, &full)).collect();
    tall.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut alone: Vec<Vec<Block>> = Vec::new();
    for block in tall {
        let (first, end) = (
            heights.partition_point(|h| *h < block.rect.y0 + 0.3 * block.size()),
            heights.partition_point(|h| *h <= block.rect.y1 + 0.3 * block.size()),
        );
        // It belongs to the row in its middle, or to the only one beside it.
        let close = |at: &usize| heights.get(*at).is_some_and(|h| (h - block.middle()).abs() < 0.35 * block.size());
        let own = (first..end).find(close).or((end == first + 1).then_some(first));
        match own.and_then(|at| groups.get_mut(at)) {
            Some(group) if free(group, &block) => group.push(block),
            _ if end > first => alone.push(vec![block]),
            _ => match alone.last_mut() {
                Some(group) if group.iter().any(|b| beside(b, &block)) && free(group, &block) => group.push(block),
                _ => alone.push(vec![block]),
            },
        }
    }
    let mut rows: Vec<Row> = groups.into_iter().chain(alone).map(Row::new).collect();
    rows.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    for row in &mut rows {
        row.blocks.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    }
    rows
}

/// A block of lines of which some stand in the middle of one row, and all the others in the middle of the next ones, is
/// as many cells.
fn parted(block: Block, heights: &[f32]) -> Vec<Block> {
    let size = block.size();
    let bases: Vec<f32> = block.pieces.iter().map(|p| p.base).collect();
    let (Some(top), Some(end)) = (bases.first().copied(), bases.last().copied()) else { return vec![block] };
    let first = heights.partition_point(|h| *h < top - 0.15 * size);
    let last = heights.partition_point(|h| *h <= end + 0.15 * size);
    let rows = heights.get(first..last).unwrap_or_default();
    let mut cuts = Vec::new();
    let mut from = 0;
    for row in rows {
        let middle = |to: usize| bases.get(from).zip(bases.get(to)).map(|(a, b)| (a + b) / 2.0);
        let fits = |to: &usize| middle(*to).is_some_and(|m| (m - row).abs() < 0.25 * size);
        let Some(to) = (from..bases.len()).find(fits) else { return vec![block] };
        from = to + 1;
        cuts.push(from);
    }
    if rows.len() < 2 || from < bases.len() { vec![block] } else { block.cut(&cuts) }
}

/// Whether nothing of a row stands where the block does.
fn free(group: &[Block], block: &Block) -> bool {
    group.iter().all(|b| b.rect.x1 <= block.rect.x0 || b.rect.x0 >= block.rect.x1)
}

/// Whether two blocks share more than half of the smaller one's height.
fn beside(a: &Block, b: &Block) -> bool {
    let shared = a.rect.y1.min(b.rect.y1) - a.rect.y0.max(b.rect.y0);
    shared > 0.5 * a.rect.height().min(b.rect.height())
}
