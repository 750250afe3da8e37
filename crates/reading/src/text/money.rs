//! Sums that the text states: budget, income, spending and its parts, what is carried over.

use kanhe_report::{Figure, Role, Statement};

use super::{
    context::Context,
    folded::{find, has_any, starts},
    mentions::Spot,
    money_context::{
        AMONG, Taken, after_is_plain, alone, carried_in_part, context_is_plain, of_a_branch, of_something_else,
        sum_before,
    },
    vocabulary::{self, Word},
};

/// What a sum was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Not understood.
    No,
    /// Understood, and of the year reported on.
    Yes(Word),
    /// The budget of a part: 基本支出年初预算.
    Planned(Word),
}

/// Sections whose sums are not the unit's general ones.
const APART: &[&str] = &[
    "政府性基金",
    "国有资本",
    "社会保险基金",
    "三公",
    "政府采购",
    "资产",
    "存在的问题",
    "存在问题",
    "存在的主要问题",
    "改进",
    "打算",
    "建议",
];
/// The last sum of a line that is a whole: a budget, an income, a spending.
#[derive(Debug, Clone, Copy)]
struct Whole {
    line: usize,
    sentence: (usize, usize),
    end: usize,
    word: Word,
    index: usize,
}

/// Statements about money. `taken` marks figures that belong to a project line. Sums of another year are given, with
/// doubt, only where the year reported on has none: it may have been left unchanged from last time.
pub(crate) fn read(cx: &Context<'_>, taken: &[bool]) -> Vec<Statement> {
    let mut known = vec![Known::No; cx.mentions.len()];
    let projects = Taken::new(cx, taken);
    let mut out: Vec<Statement> = Vec::new();
    let mut stale = Vec::new();
    let mut whole: Option<Whole> = None;
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        if !matches!(mention.figure, Figure::Amount(_)) || taken.get(i) == Some(&true) {
            continue;
        }
        let Some(Understood { word, concept, doubt, planned }) = understand(cx, i, spot, &projects, &known) else {
            continue;
        };
        if let Some(slot) = known.get_mut(i) {
            *slot = planned.map_or(Known::Yes(word), Known::Planned);
        }
        if planned.is_none() && matches!(word, Word::Initial | Word::Budget | Word::Income | Word::Spending) {
            whole = Some(Whole { line: spot.line, sentence: spot.sentence, end: spot.end, word, index: i });
        } else if concept.is_some_and(|c| c.starts_with("spending"))
            && whole.is_some_and(|w| is_planned_part(cx, spot, w))
        {
            continue;
        }
        let Some(concept) = concept else { continue };
        let statement =
            Statement { concept: concept.to_owned(), mention: i, role: Role::Achieved, indicator: None, doubt };
        if cx.is_current(spot) {
            out.push(statement);
        } else if concept != "carryover.total" && !cx.is_prior(spot) {
            stale.push(Statement { doubt: Some("年份不是报告年度".to_owned()), ..statement });
        }
    }
    doubt_contradictions(cx, &mut out);
    stale.retain(|s| !out.iter().any(|o| o.concept == s.concept));
    out.extend(stale);
    out
}

/// Three different initial budgets, or sums carried over, are those of parts that were not understood as such.
fn doubt_contradictions(cx: &Context<'_>, out: &mut [Statement]) {
    for concept in ["budget.initial", "spending.total", "carryover.total"] {
        let mut sums: Vec<i64> = Vec::new();
        for statement in out.iter().filter(|s| s.concept == concept && s.doubt.is_none()) {
            let figure = cx.mentions.get(statement.mention).map(|m| &m.figure);
            let Some(Figure::Amount(amount)) = figure else { continue };
            if !sums.iter().any(|s| s.abs_diff(amount.money.fen()) <= 1_000_000) {
                sums.push(amount.money.fen());
            }
        }
        if sums.len() < 3 {
            continue;
        }
        for statement in out.iter_mut().filter(|s| s.concept == concept && s.doubt.is_none()) {
            statement.doubt = Some("文中有多个不同的数额".to_owned());
        }
    }
}

/// A part of a budget or of an income is no spending: `年初预算520.90万元，其中基本支出119.10万元`.
fn is_planned_part(cx: &Context<'_>, spot: &Spot, whole: Whole) -> bool {
    if whole.line != spot.line || whole.word == Word::Spending {
        return false;
    }
    let between = cx.chars(spot.line, whole.end, spot.start.min(whole.end + 200));
    // 年初预算85万元。基本支出62万元，包括人员经费…: what opens behind another sum divides that sum.
    let another = (whole.index + 1..)
        .map_while(|at| Some((cx.mentions.get(at)?, cx.spots.get(at)?)))
        .take_while(|(_, s)| s.line == spot.line && s.start < spot.start)
        .find(|(m, s)| matches!(m.figure, Figure::Amount(_)) && s.sentence != whole.sentence);
    let reach = another.map_or(spot.start, |(_, s)| s.start).min(whole.end + 200);
    let opening = cx.chars(spot.line, whole.end, reach);
    let among = has_any(opening, AMONG) || find(opening, 0, "分别").is_some() || between.first() == Some(&':');
    let same = whole.sentence == spot.sentence;
    // 年初预算100万元。其中：财政拨款…；基本支出…
    let stops = between.iter().filter(|c| **c == '。').count();
    let next = whole.sentence.1 + 1 >= spot.sentence.0
        || stops == 0
        || (stops == 1 && AMONG.iter().any(|w| between.first() == Some(&'。') && starts(between, 1, w)));
    (same && (among || whole.word != Word::Income)) || (next && among)
}

/// What a sum is: its word, its concept, a doubt; and the part whose budget it is.
struct Understood {
    word: Word,
    concept: Option<&'static str>,
    doubt: Option<String>,
    planned: Option<Word>,
}

fn understand(cx: &Context<'_>, i: usize, spot: &Spot, projects: &Taken, known: &[Known]) -> Option<Understood> {
    let label = match respective(cx, i, spot).or_else(|| behind_share(cx, spot)) {
        Some(label) => label,
        None => about_before(cx, spot).unwrap_or(cx.label(spot)?.0),
    };
    let exact = without_about(&label);
    let about = exact.len() < label.len();
    let label = exact.to_vec();
    let of_word = |word| Understood { word, concept: None, doubt: None, planned: None };
    if compared_with_budget(&label) && !is_note(cx, spot.line) && !cx.is_prior(spot) {
        // 较年初预算100万元: stated in passing; what follows is not a part of it.
        let standing = !cx.within(spot.line, APART) && context_is_plain(cx, spot, projects, known);
        return Some(Understood { concept: standing.then_some("budget.initial"), ..of_word(Word::Prior) });
    }
    let words = vocabulary::words(&label).or_else(|| listed(cx, i, spot, &label, known))?;
    if is_note(cx, spot.line) || words.last() == Some(&Word::Among) {
        return None;
    }
    // 年初财政拨款结转 is what was carried over from before.
    let opening = words.contains(&Word::Initial) && words.contains(&Word::Carry);
    if words.contains(&Word::Prior) || opening {
        return Some(of_word(Word::Prior));
    }
    if cx.is_prior(spot) {
        return None;
    }
    let last = *words.iter().rev().find(|w| **w != Word::Among)?;
    let has = |w: Word| words.contains(&w);
    let general = cx.within(spot.line, &["一般公共预算"]);
    let planned = has(Word::Initial) || has(Word::Budget);
    let part = [Word::Personnel, Word::Public, Word::Wages, Word::Goods, Word::Project, Word::Basic]
        .into_iter()
        .find(|p| has(*p));
    let subject = match sum_before(cx, spot).and_then(|p| known.get(p)) {
        Some(Known::Planned(word)) if part.is_none() && !planned && last == Word::Spending => Some(*word),
        _ => None,
    };
    let part = part.or(subject);
    let unsure = || Some("财政拨款可能不止一般公共预算".to_owned());
    let (concept, generic, doubt) = match part {
        Some(_) if planned || has(Word::Carry) || has(Word::Income) => (None, false, None),
        Some(_) if of_something_else(cx, spot, known) || of_a_branch(cx, spot, known) => (None, false, None),
        Some(Word::Personnel) => (Some("spending.personnel"), false, None),
        Some(Word::Public) => (Some("spending.public"), false, None),
        Some(Word::Wages | Word::Goods) => {
            let concept = if part == Some(Word::Wages) { "spending.personnel" } else { "spending.public" };
            (Some(concept).filter(|_| alone(cx, i, spot, known)), false, None)
        }
        Some(Word::Project) => (Some("spending.project"), false, None),
        Some(_) => (Some("spending.basic"), false, None),
        None if has(Word::Initial) => {
            let doubt = (has(Word::General) || has(Word::Fiscal)).then(|| "可能只是一般公共预算的年初预算".to_owned());
            (Some("budget.initial"), true, doubt)
        }
        None if has(Word::Budget) && has_any(cx.chars(spot.line, spot.clause.0, spot.start), &["较", "比"]) => {
            return None;
        }
        None if has(Word::Budget) => (None, true, None),
        // 其中：财政拨款结转3万元 is a part of it.
        None if last == Word::Carry && carried_in_part(cx, spot, known) => (None, true, None),
        None if last == Word::Carry => (Some("carryover.total"), true, None),
        None if last == Word::Income && has(Word::General) => (Some("income.general"), false, None),
        None if last == Word::Income && has(Word::Fiscal) => {
            (Some("income.general"), true, if general { None } else { unsure() })
        }
        None if last == Word::Income => (None, true, None),
        None if last == Word::Spending && has(Word::General) => (Some("spending.general"), false, None),
        None if last == Word::Spending && has(Word::Fiscal) => {
            (Some("spending.general"), true, if general { None } else { unsure() })
        }
        None if last == Word::Spending && balance(cx, i, spot, &label) => (None, true, None),
        None if last == Word::Spending && beside_general_income(cx, spot) => (Some("spending.general"), true, None),
        None if last == Word::Spending => (Some("spending.total"), true, None),
        None if has(Word::General) => match spot.previous.and_then(|p| known.get(p)) {
            Some(Known::Yes(Word::Income)) => (Some("income.general"), true, None),
            Some(Known::Yes(Word::Spending)) => (Some("spending.general"), true, None),
            _ => return None,
        },
        None => return None,
    };
    let apart = cx.within(spot.line, APART);
    let standing = !apart && (!generic || (context_is_plain(cx, spot, projects, known) && after_is_plain(cx, spot)));
    if generic && !standing {
        return None;
    }
    let word = if has(Word::Initial) {
        Word::Initial
    } else if has(Word::Budget) {
        Word::Budget
    } else {
        last
    };
    let planned = part.filter(|_| planned);
    let doubt = doubt.or_else(|| about.then(|| "约数".to_owned()));
    Some(Understood { word, concept: concept.filter(|_| standing), doubt, planned })
}

/// A label without 约, 近 and the like at its end: the sum behind them is a round one.
fn without_about(label: &[char]) -> &[char] {
    ["大约", "将近", "约", "近", "超过", "逾"]
        .iter()
        .find_map(|w| label.strip_suffix(w.chars().collect::<Vec<_>>().as_slice()))
        .unwrap_or(label)
}

/// `较年初预算`, `比年初部门预算`: a comparison that names the initial budget.
fn compared_with_budget(label: &[char]) -> bool {
    matches!(label, ['较' | '比' | '与', rest @ ..] if vocabulary::words(rest).is_some_and(|w| w == [Word::Initial]))
}

/// `用于基本工资、津贴补贴等人员经费`: inside 基本支出, what stands before 等 says what the part is made of.
fn listed(cx: &Context<'_>, i: usize, spot: &Spot, label: &[char], known: &[Known]) -> Option<Vec<Word>> {
    let after = label.iter().rposition(|c| *c == '等')? + 1;
    let words = vocabulary::words(label.get(after..)?)?;
    let basic = (cx.of_line(spot.line).start.max(i.saturating_sub(4))..i)
        .any(|p| matches!(known.get(p), Some(Known::Yes(Word::Basic | Word::Spending))));
    (basic && matches!(*words, [Word::Personnel | Word::Public])).then_some(words)
}

/// The label of one of several sums that share their verb: `人员经费和公用经费分别为116.76万元、12.22万元`.
fn respective(cx: &Context<'_>, i: usize, spot: &Spot) -> Option<Vec<char>> {
    let mut first = i;
    let mut place = 0;
    while place < 4 {
        let own = cx.spots.get(first)?;
        let between = cx.chars(own.line, own.since, own.start);
        if !(own.previous == first.checked_sub(1) && own.previous.is_some() && matches!(between, ['、' | '和' | ',']))
        {
            break;
        }
        (first, place) = (first - 1, place + 1);
    }
    let opening = cx.spots.get(first)?;
    let from = opening.since.max(opening.start.saturating_sub(50)).max(opening.clause.0);
    let words = cx.chars(spot.line, from, opening.start);
    let verb = find(words, 0, "分别")?;
    let named = words.get(..verb)?;
    let names: Vec<&[char]> =
        named.split(|c| matches!(c, '、' | '和' | '与' | '及')).filter(|n| !n.is_empty()).collect();
    (names.len() >= 2).then(|| names.get(place).map(|n| n.to_vec()))?
}

/// The label of a sum that stands behind its share: `人员经费占92.1%，为635.07万元`.
fn behind_share(cx: &Context<'_>, spot: &Spot) -> Option<Vec<char>> {
    let previous = spot.previous?;
    let (mention, own) = (cx.mentions.get(previous)?, cx.spots.get(previous)?);
    let between = cx.chars(spot.line, spot.since, spot.start);
    if !matches!(mention.figure, Figure::Percent(_)) || !matches!(between, [',', '为' | '计'] | [',']) {
        return None;
    }
    let (label, _) = cx.label(own)?;
    let share = (0..label.len()).find(|&k| starts(&label, k, "占"))?;
    label.get(..share).filter(|l| !l.is_empty()).map(<[char]>::to_vec)
}

/// `基本支出方面，决算65万元`: what the clause before says that the sum is about.
fn about_before(cx: &Context<'_>, spot: &Spot) -> Option<Vec<char>> {
    let from = cx.label_start(spot);
    let floor = spot.since.max(spot.sentence.0).max(from.saturating_sub(20));
    if from <= floor || cx.chars(spot.line, from - 1, from) != [','] {
        return None;
    }
    let front = cx.chars(spot.line, floor, from - 1);
    let subject =
        front.iter().rposition(|c| matches!(c, ',' | ':')).map_or(front, |k| front.get(k + 1..).unwrap_or(&[]));
    let named = subject.strip_suffix(&['方', '面']).filter(|s| vocabulary::words(s).is_some_and(|w| w.len() == 1))?;
    let own = cx.chars(spot.line, from, spot.start);
    Some(named.iter().chain(own).copied().collect())
}

/// `收入总计100万元、支出总计100万元`: both sides of a balance, what is carried over included.
fn balance(cx: &Context<'_>, i: usize, spot: &Spot, label: &[char]) -> bool {
    let sum = |at: usize| match cx.mentions.get(at).map(|m| &m.figure) {
        Some(Figure::Amount(amount)) => Some(amount.money),
        _ => None,
    };
    let after = cx.chars(spot.line, spot.end, (spot.end + 12).min(spot.sentence.1));
    let carried = starts(after, 0, "(含") && has_any(after, &["结转", "结余"]);
    let twin = spot.previous.is_some_and(|p| {
        sum(p).is_some()
            && sum(p) == sum(i)
            && cx.spots.get(p).is_some_and(|s| has_any(cx.chars(s.line, cx.label_start(s), s.start), &["收入总计"]))
    });
    carried || (twin && has_any(label, &["总计"]))
}

/// `一般公共预算财政拨款收入100万元、支出98万元`: both sides of the general budget.
fn beside_general_income(cx: &Context<'_>, spot: &Spot) -> bool {
    let Some(own) = spot.previous.and_then(|p| cx.spots.get(p)) else { return false };
    let between = cx.chars(spot.line, own.end, spot.start);
    let word = ["支出", "支出为", "全年支出", "实际支出"]
        .iter()
        .any(|w| between.get(1..).is_some_and(|b| starts(b, 0, w) && b.len() == w.chars().count()));
    let front = cx.chars(own.line, cx.label_start(own), own.start);
    word && matches!(between.first(), Some('、' | ','))
        && has_any(front, &["一般公共预算"])
        && has_any(front, &["收入"])
}

fn is_note(cx: &Context<'_>, line: usize) -> bool {
    cx.lines.get(line).is_some_and(|l| l.note) || cx.facts.get(line).is_some_and(|f| f.contents)
}
