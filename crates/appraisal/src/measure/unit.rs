//! Units of measure: which are known, which measure the same thing, which convert.

use kanhe_report::Decimal;

use super::chars::starts_with;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// No unit printed.
    Bare,
    /// 百分比.
    Percent,
    /// 元 and its multiples.
    Money,
    /// Money of another country.
    ForeignMoney,
    /// 平方米, 平方公里, 公顷.
    Area,
    /// 亩: no whole number of square metres.
    Mu,
    /// 立方米.
    Volume,
    /// 米, 公里.
    Length,
    /// 吨, 公斤.
    Mass,
    /// TB, GB.
    Storage,
    /// 年, 个月.
    Months,
    /// 天, 小时, 分钟.
    Time,
    /// 工作日.
    Workdays,
    /// 人, 名, 位.
    People,
    /// 人次.
    Visits,
    /// 户.
    Households,
    /// 次, 场, 期: events.
    Events,
    /// 台, 家, 所, 册 …: things that are counted.
    Things,
    /// A quotient such as 元/亩, 次/年, 每亩.
    Rate,
    /// A word that is no unit we know.
    Other,
}

/// A unit as printed, reduced to its canonical word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The canonical word, without 万 or 千 in front: `台`, `人次`, `%`. Empty where none is printed.
    pub word: String,
    /// What it measures.
    pub dimension: Dimension,
    /// Base units in one unit: 公顷 10000 (平方米), 年 12 (月).
    pub scale: Decimal,
}

impl Unit {
    /// No unit.
    pub fn bare() -> Self {
        Self { word: String::new(), dimension: Dimension::Bare, scale: Decimal::ONE }
    }

    /// A unit of that word.
    pub fn of(word: impl Into<String>, dimension: Dimension, scale: i64) -> Self {
        Self { word: word.into(), dimension, scale: Decimal::from(scale) }
    }
}

/// (printed, canonical, dimension, base units). Longest first among those with a common beginning.
const UNITS: &[(&str, &str, Dimension, i64)] = &[
    ("个百分点", "%", Dimension::Percent, 1),
    ("百分点", "%", Dimension::Percent, 1),
    ("百分比", "%", Dimension::Percent, 1),
    ("%", "%", Dimension::Percent, 1),
    ("‰", "‰", Dimension::Other, 1),
    ("美元", "美元", Dimension::ForeignMoney, 1),
    ("欧元", "欧元", Dimension::ForeignMoney, 1),
    ("港元", "港元", Dimension::ForeignMoney, 1),
    ("元", "元", Dimension::Money, 1),
    ("平方公里", "平方米", Dimension::Area, 1_000_000),
    ("平方千米", "平方米", Dimension::Area, 1_000_000),
    ("平方米", "平方米", Dimension::Area, 1),
    ("平米", "平方米", Dimension::Area, 1),
    ("㎡", "平方米", Dimension::Area, 1),
    ("m²", "平方米", Dimension::Area, 1),
    ("m2", "平方米", Dimension::Area, 1),
    ("公顷", "平方米", Dimension::Area, 10_000),
    ("亩", "亩", Dimension::Mu, 1),
    ("立方米", "立方米", Dimension::Volume, 1),
    ("m³", "立方米", Dimension::Volume, 1),
    ("m3", "立方米", Dimension::Volume, 1),
    ("立方", "立方米", Dimension::Volume, 1),
    ("公里", "米", Dimension::Length, 1000),
    ("千米", "米", Dimension::Length, 1000),
    ("km", "米", Dimension::Length, 1000),
    ("KM", "米", Dimension::Length, 1000),
    ("米", "米", Dimension::Length, 1),
    ("公斤", "公斤", Dimension::Mass, 1),
    ("千克", "公斤", Dimension::Mass, 1),
    ("kg", "公斤", Dimension::Mass, 1),
    ("吨", "公斤", Dimension::Mass, 1000),
    ("TB", "GB", Dimension::Storage, 1024),
    ("GB", "GB", Dimension::Storage, 1),
    ("T", "GB", Dimension::Storage, 1024),
    ("G", "GB", Dimension::Storage, 1),
    ("个工作日", "工作日", Dimension::Workdays, 1),
    ("工作日", "工作日", Dimension::Workdays, 1),
    ("自然日", "天", Dimension::Time, 1440),
    ("个自然日", "天", Dimension::Time, 1440),
    ("个日历日", "天", Dimension::Time, 1440),
    ("年度", "月", Dimension::Months, 12),
    ("年", "月", Dimension::Months, 12),
    ("个月", "月", Dimension::Months, 1),
    ("个季度", "月", Dimension::Months, 3),
    ("季度", "月", Dimension::Months, 3),
    ("个小时", "天", Dimension::Time, 60),
    ("小时", "天", Dimension::Time, 60),
    ("分钟", "天", Dimension::Time, 1),
    ("周", "天", Dimension::Time, 10_080),
    ("天", "天", Dimension::Time, 1440),
    ("日", "天", Dimension::Time, 1440),
    ("人次", "人次", Dimension::Visits, 1),
    ("人·次", "人次", Dimension::Visits, 1),
    ("人/次", "人次", Dimension::Visits, 1),
    ("人天", "人天", Dimension::Other, 1),
    ("户次", "户次", Dimension::Other, 1),
    ("人", "人", Dimension::People, 1),
    ("名", "人", Dimension::People, 1),
    ("位", "人", Dimension::People, 1),
    ("户", "户", Dimension::Households, 1),
    ("场次", "场", Dimension::Events, 1),
    ("场", "场", Dimension::Events, 1),
    ("次", "次", Dimension::Events, 1),
    ("期", "期", Dimension::Events, 1),
    ("班次", "班次", Dimension::Events, 1),
    ("批次", "批次", Dimension::Events, 1),
    ("批", "批次", Dimension::Events, 1),
    ("车次", "车次", Dimension::Events, 1),
    ("轮", "轮", Dimension::Events, 1),
    ("起", "起", Dimension::Events, 1),
    ("例", "例", Dimension::Events, 1),
    ("届", "届", Dimension::Events, 1),
    ("课时", "课时", Dimension::Other, 1),
    ("学时", "课时", Dimension::Other, 1),
    ("头只", "头只", Dimension::Things, 1),
    ("台套", "台", Dimension::Things, 1),
    ("台", "台", Dimension::Things, 1),
    ("套", "套", Dimension::Things, 1),
    ("部", "部", Dimension::Things, 1),
    ("家", "家", Dimension::Things, 1),
    ("所", "所", Dimension::Things, 1),
    ("座", "座", Dimension::Things, 1),
    ("处", "处", Dimension::Things, 1),
    ("项", "项", Dimension::Things, 1),
    ("件", "件", Dimension::Things, 1),
    ("宗", "宗", Dimension::Things, 1),
    ("册", "册", Dimension::Things, 1),
    ("本", "册", Dimension::Things, 1),
    ("份", "份", Dimension::Things, 1),
    ("篇", "篇", Dimension::Things, 1),
    ("条", "条", Dimension::Things, 1),
    ("块", "块", Dimension::Things, 1),
    ("辆", "辆", Dimension::Things, 1),
    ("艘", "艘", Dimension::Things, 1),
    ("只", "只", Dimension::Things, 1),
    ("头", "头", Dimension::Things, 1),
    ("羽", "羽", Dimension::Things, 1),
    ("株", "株", Dimension::Things, 1),
    ("棵", "株", Dimension::Things, 1),
    ("盏", "盏", Dimension::Things, 1),
    ("栋", "栋", Dimension::Things, 1),
    ("间", "间", Dimension::Things, 1),
    ("张", "张", Dimension::Things, 1),
    ("幅", "幅", Dimension::Things, 1),
    ("支", "支", Dimension::Things, 1),
    ("口", "口", Dimension::Things, 1),
    ("眼", "口", Dimension::Things, 1),
    ("根", "根", Dimension::Things, 1),
    ("盆", "盆", Dimension::Things, 1),
    ("门", "门", Dimension::Things, 1),
    ("村", "村", Dimension::Things, 1),
    ("篇次", "篇", Dimension::Things, 1),
    ("个", "个", Dimension::Things, 1),
    ("类", "类", Dimension::Things, 1),
    ("种", "种", Dimension::Things, 1),
    ("分", "分", Dimension::Other, 1),
    ("级", "级", Dimension::Other, 1),
    ("度", "度", Dimension::Other, 1),
    ("倍", "倍", Dimension::Other, 1),
];

/// Multipliers between number and unit.
const MULTIPLIERS: &[(char, i64)] = &[('亿', 100_000_000), ('万', 10_000), ('千', 1000), ('百', 100)];

/// The multiplier at `at` (1 where none stands there) and where it ends.
pub(super) fn multiplier_at(chars: &[char], at: usize) -> (i64, usize) {
    // 千米, 千克, 百分比 are units of their own.
    let joined = ["千米", "千克", "百分", "千瓦"].iter().any(|w| starts_with(chars, at, w));
    match chars.get(at).and_then(|c| MULTIPLIERS.iter().find(|(m, _)| m == c)) {
        Some(&(_, factor)) if !joined => (factor, at + 1),
        _ => (1, at),
    }
}

/// The known unit at `at`, the longest that fits, and where it ends.
pub(super) fn unit_at(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    UNITS
        .iter()
        .filter(|(printed, ..)| starts_with(chars, at, printed))
        .max_by_key(|(printed, ..)| printed.chars().count())
        .map(|(printed, word, dimension, scale)| (Unit::of(*word, *dimension, *scale), at + printed.chars().count()))
}

/// How two units stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// The same measure: the values compare.
    Same,
    /// Near enough to compare (个 and 家, 场 and 次).
    Near,
    /// Plainly different measures: 次 and 人次.
    Different,
    /// No telling.
    Unknown,
}

/// How the units of target and actual stand to each other.
pub fn kinship(a: &Unit, b: &Unit) -> Kinship {
    use Dimension::{Bare, Events, Households, Other, People, Percent, Rate, Things};
    let (x, y) = (a.dimension, b.dimension);
    if x == Bare || y == Bare || a.word == b.word {
        return Kinship::Same;
    }
    // 5次 for 4次/年: the period goes without saying.
    let quotient_of = |rate: &Unit, plain: &Unit| {
        rate.dimension == Rate && rate.word.split_once('/').is_some_and(|(w, _)| w == plain.word)
    };
    match (x, y) {
        _ if quotient_of(a, b) || quotient_of(b, a) => Kinship::Near,
        (Rate | Other, _) | (_, Rate | Other) => Kinship::Unknown,
        _ if x == y => match x {
            Things | Events => Kinship::Near,
            Dimension::ForeignMoney => Kinship::Different,
            _ => Kinship::Same,
        },
        // 个 counts anything but visits, shares, money and time; 户 may stand for 家; 件 and 起 both count cases. A lamp
        // is no batch.
        (Things, Events) if is_object(a, b) => Kinship::Different,
        (Events, Things) if is_object(b, a) => Kinship::Different,
        (Things | Events, Things | Events) => Kinship::Near,
        (Things, People | Households) if a.word == "个" || a.word == "家" => Kinship::Near,
        (People | Households, Things) if b.word == "个" || b.word == "家" => Kinship::Near,
        // A share reached instead of a count is another measure only where both are printed.
        (Percent, _) | (_, Percent) => Kinship::Different,
        (
            Dimension::Months | Dimension::Time | Dimension::Workdays,
            Dimension::Months | Dimension::Time | Dimension::Workdays,
        ) => Kinship::Unknown,
        (Dimension::Area, Dimension::Mu) | (Dimension::Mu, Dimension::Area) => Kinship::Unknown,
        _ => Kinship::Different,
    }
}

/// Counters of single objects that no event is counted in. 台 counts plays and operations too, 册 issues of a journal.
fn is_object(thing: &Unit, event: &Unit) -> bool {
    const OBJECTS: [&str; 11] = ["盏", "辆", "艘", "座", "栋", "间", "株", "根", "盆", "羽", "头"];
    match thing.word.as_str() {
        "台" => event.word == "批次",
        "册" => matches!(event.word.as_str(), "批次" | "场"),
        word => OBJECTS.contains(&word) && event.word != "例" && !(word == "辆" && event.word == "车次"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kinship, kinship, unit_at};
    use crate::measure::chars::fold;

    fn related(a: &str, b: &str) -> Kinship {
        let unit = |t: &str| unit_at(&fold(t), 0).map(|(u, _)| u).expect("a unit");
        kinship(&unit(a), &unit(b))
    }

    #[test]
    fn visits_are_no_events_and_no_books() {
        assert_eq!(related("次", "人次"), Kinship::Different);
        assert_eq!(related("册", "人次"), Kinship::Different);
        assert_eq!(related("人", "人次"), Kinship::Different);
        assert_eq!(related("%", "人次"), Kinship::Different);
    }

    #[test]
    fn a_lamp_is_no_batch() {
        for (a, b) in [("盏", "批"), ("辆", "批"), ("座", "次"), ("台", "批次")] {
            assert_eq!(related(a, b), Kinship::Different, "{a} {b}");
            assert_eq!(related(b, a), Kinship::Different, "{b} {a}");
        }
        assert_ne!(related("台", "场"), Kinship::Different, "一台戏 is a show");
        assert_ne!(related("辆", "车次"), Kinship::Different);
    }

    #[test]
    fn near_counters_are_not_told_apart() {
        for (a, b) in [("个", "家"), ("场次", "次"), ("起", "件"), ("台", "套"), ("名", "人"), ("m²", "平方米")]
        {
            assert_ne!(related(a, b), Kinship::Different, "{a} {b}");
        }
    }

    #[test]
    fn the_longest_unit_wins() {
        let word = |t: &str| unit_at(&fold(t), 0).map(|(u, end)| (u.word, end));
        assert_eq!(word("人次以上"), Some(("人次".into(), 2)));
        assert_eq!(word("个工作日内"), Some(("工作日".into(), 4)));
        assert_eq!(word("个月"), Some(("月".into(), 2)));
    }
}
