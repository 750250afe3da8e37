//! Staff in post, and the posts (编制) beside them.

use kanhe_report::{Figure, Statement};

use super::{
    context::Context,
    counts::{cores, statement},
    folded::{find, has_any},
    mentions::Spot,
    vocabulary,
};

/// What a word says of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// 在职: in post.
    InPost,
    /// 实有, 实际.
    Present,
    /// 在编, 在岗, 现有…人员.
    Lesser,
    /// 编制.
    Posts,
    /// 事业编制, 行政编制: one kind of posts.
    SomePosts,
    /// 人员, 职工: nothing of its own.
    People,
}

use Word::{InPost, Lesser, People, Posts, Present, SomePosts};

const WORDS: &[(&str, Word)] = &[
    ("在职", InPost),
    ("在职在编", InPost),
    ("在编在职", InPost),
    ("在编在岗", InPost),
    ("在岗在编", InPost),
    ("在职在岗", InPost),
    ("在编在册", InPost),
    ("在职在册", InPost),
    ("在册", Lesser),
    ("在岗在册", Lesser),
    ("在岗在职", InPost),
    ("财政供养", Lesser),
    ("实有", Present),
    ("实际", Present),
    ("年末人数", Present),
    ("实际到岗", Present),
    ("实际在岗", Present),
    ("在编", Lesser),
    ("在岗", Lesser),
    ("现有", Lesser),
    ("干部职工", Lesser),
    ("工作人员", Lesser),
    ("人员编制", Posts),
    ("编制总数", Posts),
    ("编制人数", Posts),
    ("编制数", Posts),
    ("总编制", Posts),
    ("编制", Posts),
    ("事业编制数", SomePosts),
    ("事业编制", SomePosts),
    ("行政编制数", SomePosts),
    ("行政编制", SomePosts),
    ("工勤编制", SomePosts),
    ("参公编制", SomePosts),
    ("参公事业编制", SomePosts),
    ("事业人员编制", SomePosts),
    ("行政人员编制", SomePosts),
    ("人员", People),
    ("人数", People),
    ("职工", People),
    ("教职工", People),
    ("教师", People),
    ("干部", People),
    ("职工人数", People),
    ("职工总数", People),
];
const FILLERS: &[&str] = &[
    "现",
    "目前",
    "正式",
    "编内",
    "核定",
    "核准",
    "批准",
    "我",
    "名额",
    "配备",
    "其中",
    "名",
    "共有",
    "总人数",
    "县委编办",
    "机构编制部门",
    "编办",
    "经",
    "全部",
    "全额",
    "正式在编",
];

/// `staff.actual`, and the mention that states the posts (编制).
pub(crate) fn read(cx: &Context<'_>) -> (Vec<Statement>, Option<usize>) {
    let lexicon = vocabulary::lexicon(WORDS.iter().copied(), FILLERS);
    let mut best: Option<(i32, usize)> = None;
    let mut posts = Vec::new();
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        let Figure::Count { unit, number } = &mention.figure else { continue };
        let counted = matches!(unit.as_str(), "人" | "名" | "位");
        if !(counted || matches!(unit.as_str(), "个" | ""))
            || !number.is_integer()
            || best.is_some_and(|(_, b)| cx.spots.get(b).is_some_and(|s| s.line + 2 < spot.line))
        {
            continue;
        }
        let Some((label, _)) = cx.label(spot) else { continue };
        let Some(words) = cores(&lexicon, &label) else { continue };
        // 实际完成136人 counts the trained or the treated.
        if words.is_empty() || has_any(&label, &["完成"]) || !cx.is_current(spot) || others_follow(cx, spot) {
            continue;
        }
        let has = |w: Word| words.contains(&w);
        if has(Posts) || has(SomePosts) {
            if !has(InPost) && !has(Lesser) && !has(Present) {
                posts.push((i, has(SomePosts)));
            } else if words.last().is_some_and(|w| matches!(w, Posts | SomePosts)) && !has(InPost) && !has(Present) {
                // 现有编制60名
                posts.push((i, has(SomePosts)));
            }
            continue;
        }
        let rank = if has(InPost) {
            3
        } else if has(Present) {
            2
        } else if has(Lesser) {
            1
        } else {
            continue;
        };
        if (counted || rank >= 2) && best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, i));
        }
    }
    let whole = posts.iter().find(|(_, some)| !some);
    let only = posts.first().filter(|(i, _)| posts.len() == 1 && !kinds_of_posts(cx, *i));
    (best.map(|(_, i)| statement("staff.actual", i)).into_iter().collect(), whole.or(only).map(|(i, _)| *i))
}

/// `在职35人次`, `实有3人以上`: no number of staff.
fn others_follow(cx: &Context<'_>, spot: &Spot) -> bool {
    has_any(cx.chars(spot.line, spot.end, spot.end + 2), &["以上", "以下", "左右", "次"])
}

/// Whether several kinds of posts are spoken of near a figure.
fn kinds_of_posts(cx: &Context<'_>, mention: usize) -> bool {
    cx.spots.get(mention).is_some_and(|s| {
        let end = cx.folded.get(s.line).map_or(0, |f| f.chars.len());
        let near = cx.chars(s.line, s.start.saturating_sub(60), (s.end + 60).min(end));
        ["行政编制", "事业编制", "工勤编制", "参公编制", "参公事业编制"]
            .iter()
            .filter(|w| find(near, 0, w).is_some())
            .count()
            > 1
    })
}
