//! Project lines in prose: `一是既有住宅加装电梯，年初预算资金375.00万元，年中执行调减235.00万元 …`,
//! `1. 食堂伙食费1.92万元；`.

use std::collections::HashSet;

use kanhe_report::{Amount, Entry, Figure, Money, Place, ProjectLine, Stated};

use super::{
    context::Context,
    folded::{has_any, is_han, starts},
    label::enumerated,
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
        if line.note || cx.facts.get(index).is_some_and(|f| f.contents || f.above_table == Some(1)) || cx.of_line(index).is_empty() {
            continue;
        }
        for item in items(cx, index) {
            let Some((project, used, bare)) = parse(cx, &item, names) else { continue };
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
        let parts = parts_of_projects(cx, index, &out.taken, names);
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

/// Pieces of a line that may each state a project: at 一是, 二是 …, else the whole line.
fn items(cx: &Context<'_>, line: usize) -> Vec<Item> {
    let Some(text) = cx.folded.get(line) else { return Vec::new() };
    let c = &text.chars;
    let mut starts_at = Vec::new();
    for i in 0..c.len() {
        let opens = i == 0 || c.get(i - 1).is_some_and(|p| matches!(p, '。' | ';' | ':' | ' ' | '\n' | ','));
        if opens {
            if let Some((ordinal, length)) = enumerated(c, i) {
                starts_at.push((i, i + length, ordinal));
            }
        }
    }
    let own = cx.facts.get(line).and_then(|f| f.label).map(|l| l.ordinal);
    if starts_at.is_empty() {
        return vec![Item { line, from: 0, to: c.len(), ordinal: own }];
    }
    let ends = starts_at.iter().skip(1).map(|s| s.0).chain([c.len()]);
    starts_at.iter().zip(ends).map(|(&(_, from, ordinal), to)| Item { line, from, to, ordinal: Some(ordinal) }).collect()
}

/// The project, the mentions it uses, and whether it is only a name with a sum.
fn parse(cx: &Context<'_>, item: &Item, names: &HashSet<String>) -> Option<(ProjectLine, Vec<usize>, bool)> {
    let text = cx.folded.get(item.line)?;
    let mentions: Vec<usize> = cx.between(item.line, item.from, item.to).take(60).collect();
    let first_figure = mentions.iter().filter_map(|&i| cx.spots.get(i)).map(|s| s.start).next()?;
    let end = project_words::name_end(&text.chars, item.from, first_figure.min(item.from + 60));
    let printed = text.text(item.from, end);
    let name = clean_name(&printed, names);
    let heading = || heading_name(cx, item.line, names);
    let generic = matches!(name.as_str(), "" | "该" | "该项目" | "本" | "此" | "该专项" | "该专项资金" | "项目" | "专项资金" | "预算资金" | "预算安排");
    let (name, own_name) = if generic || vocabulary::words(&folded_chars(&name)).is_some() { (heading()?, false) } else { (name, true) };
    if !plausible(&name, cx) {
        return None;
    }
    let number = cx.lines.get(item.line)?.number;
    let place = whole(cx, item, number);
    let mut project = empty(name, place);
    let mut used = Vec::new();
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
                if let Some(sum) = project_words::sum(&label) {
                    if enter(&mut project, sum, *amount, &mention.place) {
                        used.push(i);
                    }
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
    project.reason = reason(cx, item, number);
    let fields = [&project.initial, &project.adjustment, &project.budget, &project.executed, &project.carryover];
    let count = fields.iter().filter(|e| e.exists()).count();
    let main = project.initial.exists() || project.budget.exists() || project.executed.exists();
    let labelled = item.ordinal.is_some() || !own_name || cx.within(item.line, &["项目"]);
    if count >= 2 && main && labelled {
        return Some((project, used, false));
    }
    bare_sum(cx, item, end, &mentions, project).map(|(p, i)| (p, vec![i], true))
}

/// `食堂伙食费1.92万元；` in a list of project spending.
fn bare_sum(cx: &Context<'_>, item: &Item, name_end: usize, mentions: &[usize], project: ProjectLine) -> Option<(ProjectLine, usize)> {
    let in_list = item.ordinal.is_some() && cx.within(item.line, &["项目支出", "专项支出", "项目经费", "专项资金"]) && !cx.titles(item.line).next().is_some_and(|t| t.contains("基本支出"));
    let announced = item.ordinal.is_some() && (1..=12).any(|back| {
        item.line.checked_sub(back).and_then(|i| cx.lines.get(i)).is_some_and(|l| l.text.ends_with(['：', ':']) && (l.text.contains("项目支出") || l.text.contains("专项")))
    });
    let amounts: Vec<usize> = mentions.iter().copied().filter(|&i| cx.mentions.get(i).is_some_and(|m| matches!(m.figure, Figure::Amount(_)))).collect();
    let [only] = amounts.as_slice() else { return None };
    let (mention, spot) = (cx.mentions.get(*only)?, cx.spots.get(*only)?);
    let Figure::Amount(amount) = mention.figure else { return None };
    let rest = cx.chars(item.line, spot.end, item.to);
    let ends = rest.iter().all(|c| matches!(c, '。' | ';' | ',' | '.' | ' ' | '、'));
    let between: Vec<char> = cx.chars(item.line, name_end, spot.start).iter().copied().filter(|c| !",: ".contains(*c)).collect();
    let sum = if between.is_empty() { Some(Sum::Executed) } else { project_words::sum(&between) };
    let fits = (in_list || announced) && ends && mentions.len() == 1;
    let mut project = ProjectLine { reason: None, ..empty(project.name, project.place) };
    (fits && enter(&mut project, sum?, amount, &mention.place)).then_some((project, *only))
}

/// `项目支出141.92万元，其中：电梯加装改造140.00万元，食堂伙食费1.92万元。`
fn parts_of_projects(cx: &Context<'_>, line: usize, taken: &[bool], names: &HashSet<String>) -> Vec<(ProjectLine, usize)> {
    const CATEGORIES: &[&str] = &["业务工作", "运行维护", "省级", "市级", "区级", "县级", "中央", "上级", "本级", "财政", "资本性", "商品", "工资", "其他", "拨款", "资金", "支出", "收入", "占", "较", "比"];
    let mut out = Vec::new();
    let mut whole: Option<usize> = None;
    for i in cx.of_line(line) {
        let (Some(mention), Some(spot)) = (cx.mentions.get(i), cx.spots.get(i)) else { continue };
        let (Figure::Amount(amount), Some((label, _))) = (&mention.figure, cx.label(spot)) else { continue };
        if let Some(words) = vocabulary::words(&label) {
            whole = (words.last() == Some(&vocabulary::Word::Project) && cx.is_current(spot)).then_some(spot.sentence.0);
            continue;
        }
        let same = whole == Some(spot.sentence.0) && taken.get(i) == Some(&false);
        let among = has_any(cx.chars(line, spot.sentence.0.max(spot.start.saturating_sub(200)), spot.start), &["其中", "包括", "分别为", "分别是"]);
        let name = clean_name(&label.iter().collect::<String>(), names);
        let plain = name.chars().all(|c| is_han(c) || "“”（）()".contains(c)) && !CATEGORIES.iter().any(|w| name.contains(w));
        if same && among && plain && plausible(&name, cx) {
            let mut project = empty(name, mention.place.clone());
            if enter(&mut project, Sum::Executed, *amount, &mention.place) {
                out.push((project, i));
            }
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

fn empty(name: String, place: Place) -> ProjectLine {
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
fn enter(project: &mut ProjectLine, sum: Sum, amount: Amount, place: &Place) -> bool {
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
    if matches!(sum, Sum::Up | Sum::Down) {
        if let Some(before) = field.get().copied() {
            let both = before.money.checked_add(value.money).filter(|_| before.unit == value.unit);
            let Some(money) = both else { return false };
            *field = Entry::value(Amount { money, decimals: before.decimals.max(value.decimals), ..before }, place.clone());
            return true;
        }
    }
    if field.exists() {
        return false;
    }
    *field = Entry::value(value, place.clone());
    true
}

fn folded_chars(text: &str) -> Vec<char> {
    text.chars().map(super::folded::fold).collect()
}

/// The name without quotes and without a 项目 at its end that no table prints.
fn clean_name(printed: &str, names: &HashSet<String>) -> String {
    let marks = |c: char| c.is_whitespace() || "“”\"‘’「」《》：:，,、。.".contains(c);
    let mut name = unquoted(printed.trim_matches(marks), printed);
    if let Some(inner) = name.strip_prefix("关于").or_else(|| name.strip_prefix("用于")) {
        name = inner.to_owned();
    }
    for tail in ["”项目", "\"项目", "》项目", "项目支出", "项目经费", "项目", "专项资金项目"] {
        if names.contains(&name) {
            return name;
        }
        if tail == "项目经费" || tail == "项目支出" {
            continue;
        }
        if let Some(front) = name.strip_suffix(tail).filter(|f| f.chars().count() >= 2) {
            if !front.ends_with(['类', '目', '该', '本', '个', '等']) {
                name = unquoted(front.trim_matches(marks), front);
                break;
            }
        }
    }
    name
}

/// Puts back a quotation mark whose partner stands inside the name: `“智慧水利”建设`.
fn unquoted(name: &str, printed: &str) -> String {
    let open = name.matches('“').count();
    let close = name.matches('”').count();
    match open.cmp(&close) {
        std::cmp::Ordering::Less if printed.contains('“') => format!("“{name}"),
        std::cmp::Ordering::Greater if printed.contains('”') => format!("{name}”"),
        _ => name.to_owned(),
    }
}

/// The heading above a line as a project's name: `1.既有住宅加装电梯` over `该项目年初预算…`.
fn heading_name(cx: &Context<'_>, line: usize, names: &HashSet<String>) -> Option<String> {
    let section = cx.sections.get(cx.lines.get(line)?.section?)?;
    let near = section.line < line && line <= section.line + 2 && section.level >= 2;
    let name = clean_name(&section.title, names);
    let general = ["情况", "绩效", "支出", "收入", "预算", "问题", "改进", "措施", "职能", "职责", "机构", "人员", "概况", "管理", "总体", "目标", "分析", "结果", "资金使用", "组织"];
    (near && !general.iter().any(|w| name.contains(w))).then_some(name)
}

fn plausible(name: &str, cx: &Context<'_>) -> bool {
    let length = name.chars().count();
    let unit = cx.names.iter().any(|n| n.iter().collect::<String>() == name);
    let odd = ["合计", "总计", "年度", "其中", "截至", "本单位", "本部门", "我单位", "另外", "收入", "全年", "共安排", "预算安排", "较上年", "比上年", "自评", "资金来源", "一般公共预算", "财政拨款"];
    (2..=50).contains(&length)
        && !unit
        && name.chars().filter(|c| is_han(*c)).count() >= 2
        && !odd.iter().any(|w| name.contains(w))
        && vocabulary::words(&folded_chars(name)).is_none()
}

/// The item's words: the whole paragraph where the item is one.
fn whole(cx: &Context<'_>, item: &Item, number: u32) -> Place {
    let (Some(line), Some(text)) = (cx.lines.get(item.line), cx.folded.get(item.line)) else { return Place::default() };
    let lead = item.from.min(4);
    if item.from <= 4 && item.to == text.chars.len() && text.chars.len() <= 600 {
        return line.place();
    }
    Place::paragraph(number, text.text(item.from - lead, item.to.min(item.from + 600)).trim())
}

/// The sentence or clause that gives a reason.
fn reason(cx: &Context<'_>, item: &Item, number: u32) -> Option<Stated<String>> {
    let text = cx.folded.get(item.line)?;
    let c = &text.chars;
    let to = item.to.min(item.from + 1500);
    let mut start = item.from;
    for i in item.from..=to {
        let stop = i == to || c.get(i).is_some_and(|ch| matches!(ch, '。' | ';' | ',' | '(' | ')' | '\n'));
        if !stop {
            continue;
        }
        let part = text.slice(start, i);
        let lead = part.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
        let opens = ["因", "由于", "主要是因", "主要因", "主要原因", "原因是", "原因", "是因为", "系因", "主要系", "受"].iter().any(|w| starts(part, lead, w));
        let holds = has_any(part, &["因为", "由于", "的原因", "原因为", "原因是", "系因", "主要原因"]) || (starts(part, lead, "受") && has_any(part, &["影响"]));
        let mainly = starts(part, lead, "主要是") && !has_any(part, &["主要是用于", "主要是为"]);
        let influenced = !starts(part, lead, "受") || has_any(part, &["影响", "制约", "限制"]);
        if part.len() >= 4 && influenced && (opens || holds || mainly) {
            let figures = cx.between(item.line, i, to).next().and_then(|m| cx.spots.get(m)).map_or(to, |s| s.clause.0.max(i + 1) - 1);
            let end = (i..to).find(|&j| c.get(j).is_some_and(|ch| matches!(ch, '。' | ';' | '\n'))).unwrap_or(to).min(figures);
            let words = text.text(start, end).trim().to_owned();
            return Some(Stated { place: Place::paragraph(number, words.clone()), value: words });
        }
        start = i + 1;
    }
    None
}
