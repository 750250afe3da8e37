//! Project lines in prose: `一是既有住宅加装电梯，年初预算资金375.00万元，年中执行调减235.00万元 …`,
//! `1. 食堂伙食费1.92万元；`.

use std::collections::HashSet;

use kanhe_report::{Amount, Entry, Figure, Money, Place, ProjectLine};

use super::{
    context::Context,
    folded::{has_any, starts},
    label::{enumerated, typed},
    project_names::{clean_name, folded_chars, heading_name, plausible},
    project_parts, project_reason,
    project_words::{self, Sum},
    vocabulary,
};

/// Project lines of the text; `taken` marks the figures that belong to them.
pub(crate) struct Projects {
    pub lines: Vec<ProjectLine>,
    pub taken: Vec<bool>,
}

struct Item {
    line: usize,
    from: usize,
    to: usize,
    ordinal: Option<u64>,
}

/// Reads project lines. `names` are the project names that tables print; `first_list` is the number of the first list.
pub(crate) fn read(cx: &Context<'_>, names: &HashSet<String>, first_list: u32) -> Projects {
    let mut out = Projects { lines: Vec::new(), taken: vec![false; cx.mentions.len()] };
    let mut list = first_list;
    let mut last: Option<(usize, Option<usize>, Option<u64>, bool)> = None;
    for (index, line) in cx.lines.iter().enumerate() {
        if line.note
            || cx.facts.get(index).is_some_and(|f| f.contents || f.above_table == Some(1))
            || cx.of_line(index).is_empty()
        {
            continue;
        }
        let mut found: Vec<(Item, Parsed)> = Vec::new();
        for item in items(cx, index) {
            let pieces = by_semicolon(cx, &item, names);
            if pieces.len() >= 2 {
                found.extend(pieces);
            } else if let Some(parsed) = parse(cx, &item, names) {
                found.push((item, parsed));
            }
        }
        for (item, (project, used, bare)) in found {
            let goes_on = last.is_some_and(|(at, section, ordinal, was_bare)| {
                let same = section == line.section || index <= at + 3;
                let follows = match (ordinal, item.ordinal) {
                    (Some(a), Some(b)) => b > a,
                    _ => true,
                };
                same && follows && was_bare == bare && index <= at + 6
            });
            if !goes_on && last.is_some() {
                list += 1;
            }
            last = Some((index, line.section, item.ordinal, bare));
            for i in used {
                if let Some(t) = out.taken.get_mut(i) {
                    *t = true;
                }
            }
            out.lines.push(ProjectLine { list, ..project });
        }
        let parts = project_parts::read(cx, index, &out.taken, names);
        if !parts.is_empty() {
            list += u32::from(last.is_some());
            last = Some((index, line.section, None, true));
            for (project, i) in parts {
                if let Some(t) = out.taken.get_mut(i) {
                    *t = true;
                }
                out.lines.push(ProjectLine { list, ..project });
            }
        }
    }
    out
}

/// Pieces of a line that may each state a project: at 一是, 二是 …, at 1. 2. inside the line, else the whole line.
fn items(cx: &Context<'_>, line: usize) -> Vec<Item> {
    let Some(text) = cx.folded.get(line) else { return Vec::new() };
    let c = &text.chars;
    let mut starts_at: Vec<(usize, usize, u64)> = Vec::new();
    for i in 0..c.len() {
        let opens = i == 0 || c.get(i - 1).is_some_and(|p| matches!(p, '。' | ';' | ':' | ' ' | '\n' | ','));
        if !opens {
            continue;
        }
        let word = enumerated(c, i).or_else(|| {
            let front: String = c.get(i..c.len().min(i + 8))?.iter().collect();
            let (label, at) = typed(&front)?;
            Some((label.ordinal, front.get(..at)?.chars().count()))
        });
        if let Some((ordinal, length)) = word {
            starts_at.push((i, i + length, ordinal));
        }
    }
    let own = cx.facts.get(line).and_then(|f| f.label).map(|l| l.ordinal);
    if starts_at.is_empty() {
        return vec![Item { line, from: 0, to: c.len(), ordinal: own }];
    }
    let ends = starts_at.iter().skip(1).map(|s| s.0).chain([c.len()]);
    let mut out: Vec<Item> = starts_at
        .iter()
        .zip(ends)
        .map(|(&(_, from, ordinal), to)| Item { line, from, to, ordinal: Some(ordinal) })
        .collect();
    if let Some(&(first, _, _)) = starts_at.first().filter(|s| own.is_some() && s.0 > 0) {
        out.insert(0, Item { line, from: 0, to: first, ordinal: own });
    }
    out
}

/// Pieces between semicolons, each a project of its own: `电梯加装全年预算140万元，支出140万元；食堂全年预算 …`.
fn by_semicolon(cx: &Context<'_>, item: &Item, names: &HashSet<String>) -> Vec<(Item, Parsed)> {
    let Some(text) = cx.folded.get(item.line) else { return Vec::new() };
    let mut out = Vec::new();
    let mut from = item.from;
    for to in item.from..=item.to {
        if to < item.to && text.chars.get(to) != Some(&';') {
            continue;
        }
        let piece = Item { line: item.line, from, to, ordinal: item.ordinal };
        if let Some(parsed) = parse(cx, &piece, names).filter(|p| !p.2) {
            out.push((piece, parsed));
        }
        from = to + 1;
        if out.len() > 200 {
            break;
        }
    }
    out
}

/// The project, the mentions it uses, and whether it is only a name with a sum.
type Parsed = (ProjectLine, Vec<usize>, bool);

fn parse(cx: &Context<'_>, item: &Item, names: &HashSet<String>) -> Option<Parsed> {
    let text = cx.folded.get(item.line)?;
    let mentions: Vec<usize> = cx.between(item.line, item.from, item.to).take(60).collect();
    let first_figure = mentions.iter().filter_map(|&i| cx.spots.get(i)).map(|s| s.start).next()?;
    let mut from = item.from;
    let mut end = project_words::name_end(&text.chars, from, first_figure.min(from + 60));
    if text.chars.get(end) == Some(&',')
        && end < first_figure
        && vocabulary::words(text.slice(from, end)).is_some_and(|w| w.is_empty())
    {
        from = end + 1;
        end = project_words::name_end(&text.chars, from, first_figure.min(from + 60));
    }
    if text.chars.get(end) == Some(&':') && named_next(text.slice(from, end)) {
        from = end + 1;
        end = project_words::name_end(&text.chars, from, first_figure.min(from + 60));
    }
    let mut printed = text.text(from, end);
    let verb =
        ["实际支出", "全年支出", "支出", "投入", "安排"].iter().find(|v| end == first_figure && printed.ends_with(**v));
    if let Some(verb) = verb {
        printed.truncate(printed.len() - verb.len());
        end -= verb.chars().count();
    }
    let name = clean_name(&printed, names);
    let heading = || heading_name(cx, item.line, names);
    let generic = matches!(
        name.as_str(),
        "" | "该" | "该项目" | "本" | "此" | "该专项" | "该专项资金" | "项目" | "专项资金" | "预算资金" | "预算安排"
    );
    let (name, own_name) =
        if generic || vocabulary::words(&folded_chars(&name)).is_some() { (heading()?, false) } else { (name, true) };
    if !plausible(&name, cx) {
        return None;
    }
    let place = whole(cx, item);
    let mut project = empty(name, place);
    let mut used = Vec::new();
    let mut arrived = false;
    for &i in &mentions {
        let (Some(mention), Some(spot)) = (cx.mentions.get(i), cx.spots.get(i)) else { continue };
        let start = cx.label_start(spot).max(item.from);
        let start = if own_name { start.max(end) } else { start };
        let Some((label, year)) = cx.bare(item.line, start.min(spot.start), spot.start) else { continue };
        if year.is_some_and(|y| cx.reported.is_some_and(|r| r != y)) {
            continue;
        }
        match &mention.figure {
            Figure::Amount(amount) => {
                let sum = project_words::sum_after_reason(&label);
                arrived |= sum == Some(Sum::Other);
                if sum.is_some_and(|sum| enter(&mut project, sum, *amount, &mention.place)) {
                    used.push(i);
                }
            }
            Figure::Percent(percent) => {
                let rate = has_any(&label, &["执行率", "支出率", "支付率", "使用率"]) && label.len() <= 12;
                if rate && !project.rate.exists() {
                    project.rate = Entry::value(*percent, mention.place.clone());
                }
            }
            Figure::Count { .. } => {}
        }
    }
    project.reason = project_reason::reason(cx, (item.line, item.from, item.to));
    let fields = [&project.initial, &project.adjustment, &project.budget, &project.executed, &project.carryover];
    let count = fields.iter().filter(|e| e.exists()).count();
    let main = project.initial.exists() || project.budget.exists() || project.executed.exists();
    let labelled =
        item.ordinal.is_some() || !own_name || called_project(&printed) || cx.within(item.line, &["项目", "专项"]);
    let words = text.slice(item.from, item.to.min(item.from + 300));
    let idle = count == 1
        && project.initial.exists()
        && item.ordinal.is_some()
        && has_any(words, &["未支出", "未开支", "未执行", "未实施", "全部调减", "全部收回", "未使用"]);
    // 到位资金 and 支出 of a named project: its budget is not said.
    let spent = arrived && project.executed.exists();
    if (count >= 2 || idle || spent) && main && labelled {
        return Some((project, used, false));
    }
    bare_sum(cx, item, end, &mentions, project).map(|(p, i)| (p, vec![i], true))
}

/// `项目名称：甲；预算：…`: the name follows.
fn named_next(words: &[char]) -> bool {
    let words: String = words.iter().filter(|c| !c.is_whitespace()).collect();
    matches!(words.as_str(), "项目名称" | "专项名称" | "专项资金名称" | "名称")
}

/// `“居家养老服务”项目`: the words themselves say that it is one.
fn called_project(printed: &str) -> bool {
    let printed = printed.trim();
    printed.strip_suffix("项目").is_some_and(|name| name.chars().count() >= 4 && !name.ends_with(['该', '各', '类']))
}

/// `食堂伙食费1.92万元；` in a list of project spending.
fn bare_sum(
    cx: &Context<'_>,
    item: &Item,
    name_end: usize,
    mentions: &[usize],
    project: ProjectLine,
) -> Option<(ProjectLine, usize)> {
    let in_list = item.ordinal.is_some()
        && cx.within(item.line, &["项目支出", "专项支出", "项目经费", "专项资金"])
        && !cx.titles(item.line).next().is_some_and(|t| t.contains("基本支出"));
    let lead = cx.chars(item.line, 0, item.from.min(60));
    let within_line = has_any(lead, &["项目支出", "专项"]) && has_any(lead, &[":"]);
    let announced = within_line
        || item.ordinal.is_some()
            && (1..=12).any(|back| {
                item.line.checked_sub(back).and_then(|i| cx.lines.get(i)).is_some_and(|l| {
                    l.text.ends_with(['：', ':']) && (l.text.contains("项目支出") || l.text.contains("专项"))
                })
            });
    let amounts: Vec<usize> = mentions
        .iter()
        .copied()
        .filter(|&i| cx.mentions.get(i).is_some_and(|m| matches!(m.figure, Figure::Amount(_))))
        .collect();
    let [only] = amounts.as_slice() else { return None };
    let (mention, spot) = (cx.mentions.get(*only)?, cx.spots.get(*only)?);
    let Figure::Amount(amount) = mention.figure else { return None };
    let rest = cx.chars(item.line, spot.end, item.to);
    let ends = rest.iter().all(|c| matches!(c, '。' | ';' | ',' | '.' | ' ' | '、'));
    let share =
        [",占", "(占", ",执行率", "(执行率", ",预算执行率"].iter().any(|w| starts(rest, 0, w)) && rest.len() <= 40;
    let purpose = mentions.len() == 1
        && [",主要用于", ",用于", ",主要是", "(主要用于", "(用于"].iter().any(|w| starts(rest, 0, w));
    let ends = (ends && mentions.len() == 1) || share || purpose;
    let between: Vec<char> =
        cx.chars(item.line, name_end, spot.start).iter().copied().filter(|c| !",: ".contains(*c)).collect();
    let sum = if between.is_empty() { Some(Sum::Executed) } else { project_words::sum(&between) };
    let fits = (in_list || announced) && ends;
    let mut project = ProjectLine { reason: None, ..empty(project.name, project.place) };
    (fits && enter(&mut project, sum?, amount, &mention.place)).then_some((project, *only))
}

pub(super) fn empty(name: String, place: Place) -> ProjectLine {
    ProjectLine {
        name,
        initial: Entry::default(),
        adjustment: Entry::default(),
        budget: Entry::default(),
        executed: Entry::default(),
        carryover: Entry::default(),
        rate: Entry::default(),
        list: 0,
        reason: None,
        place,
    }
}

/// Puts a sum into its field, if the field is still free; adjustments add up.
pub(super) fn enter(project: &mut ProjectLine, sum: Sum, amount: Amount, place: &Place) -> bool {
    let negative = Amount { money: Money::from_fen(amount.money.fen().saturating_abs().saturating_neg()), ..amount };
    let (field, value) = match sum {
        Sum::Initial => (&mut project.initial, amount),
        Sum::Up | Sum::Adjusted => (&mut project.adjustment, amount),
        Sum::Down => (&mut project.adjustment, negative),
        Sum::Budget => (&mut project.budget, amount),
        Sum::Executed => (&mut project.executed, amount),
        Sum::Carry => (&mut project.carryover, amount),
        Sum::Other => return false,
    };
    if let Some(before) = field.get().copied().filter(|_| matches!(sum, Sum::Up | Sum::Down)) {
        let both = before.money.checked_add(value.money).filter(|_| before.unit == value.unit);
        let Some(money) = both else { return false };
        *field = Entry::value(Amount { money, decimals: before.decimals.max(value.decimals), ..before }, place.clone());
        return true;
    }
    if field.exists() {
        return false;
    }
    *field = Entry::value(value, place.clone());
    true
}

/// The item's words: the whole paragraph where the item is one.
fn whole(cx: &Context<'_>, item: &Item) -> Place {
    let (Some(line), Some(text)) = (cx.lines.get(item.line), cx.folded.get(item.line)) else { return Place::default() };
    let lead = item.from.min(4);
    if item.from <= 4 && item.to == text.chars.len() && text.chars.len() <= 600 {
        return line.place();
    }
    line.words(text.text(item.from - lead, item.to.min(item.from + 600)).trim())
}
