//! Units and counters that follow a figure.

use super::folded::{longest, starts};

/// Counters and units of measure, without multipliers.
const UNITS: &[&str] = &[
    "个百分点",
    "百分点",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "千瓦时",
    "兆瓦时",
    "兆瓦",
    "千瓦",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "海里",
    "公顷",
    "公斤",
    "千克",
    "毫升",
    "平米",
    "立方",
    "个月",
    "工作日",
    "分钟",
    "小时",
    "课时",
    "学时",
    "人次",
    "人天",
    "户次",
    "批次",
    "场次",
    "班次",
    "车次",
    "台次",
    "例次",
    "件次",
    "台套",
    "台/套",
    "台(套)",
    "头只",
    "个/次",
    "标段",
    "项次",
    "家次",
    "人/次",
    "㎡",
    "m²",
    "m2",
    "km²",
    "km",
    "kg",
    "TB",
    "GB",
    "MW",
    "kW",
    "亩",
    "米",
    "吨",
    "克",
    "升",
    "人",
    "名",
    "位",
    "户",
    "家",
    "个",
    "台",
    "套",
    "辆",
    "件",
    "份",
    "批",
    "场",
    "次",
    "期",
    "处",
    "座",
    "条",
    "所",
    "卷",
    "册",
    "本",
    "页",
    "篇",
    "幅",
    "张",
    "块",
    "起",
    "例",
    "项",
    "只",
    "头",
    "羽",
    "株",
    "棵",
    "班",
    "天",
    "周",
    "年",
    "分",
    "倍",
    "支",
    "部",
    "间",
    "栋",
    "幢",
    "层",
    "道",
    "口",
    "眼",
    "盏",
    "根",
    "颗",
    "瓶",
    "箱",
    "盒",
    "袋",
    "片",
    "桶",
    "尾",
    "门",
    "节",
    "轮",
    "宗",
    "笔",
    "单",
    "趟",
    "架",
    "艘",
    "封",
    "则",
    "首",
    "字",
    "组",
    "对",
    "岁",
    "床",
    "孔",
    "杆",
    "樽",
    "罐",
    "扇",
    "面",
    "枚",
    "副",
    "具",
    "株次",
    "类",
    "种",
];

/// Counters that may follow a Chinese numeral: those that do not also begin other words.
const NUMERAL_UNITS: &[&str] = &[
    "平方公里",
    "平方米",
    "立方米",
    "公里",
    "公顷",
    "人次",
    "批次",
    "场次",
    "班次",
    "亩",
    "吨",
    "人",
    "名",
    "位",
    "户",
    "家",
    "个",
    "台",
    "套",
    "辆",
    "件",
    "份",
    "场",
    "次",
    "期",
    "处",
    "座",
    "所",
    "批",
    "项",
    "起",
    "例",
    "本",
    "册",
    "栋",
    "间",
    "幅",
    "篇",
];

/// Money units, longest first.
const MONEY: &[&str] = &["亿元", "万元", "千元", "元"];

const MULTIPLIERS: &[char] = &['万', '亿', '千', '百', '十'];

/// Length of a money unit at `at`.
pub(crate) fn money(chars: &[char], at: usize) -> Option<usize> {
    let length = longest(chars, at, MONEY)?;
    let odd = ["元旦", "元宵", "元素", "元月", "元件"].iter().any(|w| starts(chars, at + length - 1, w));
    (!odd).then_some(length)
}

/// Length of a counter, with multipliers in front (`万平方米`), at `at`.
pub(crate) fn counter(chars: &[char], at: usize) -> Option<usize> {
    let mut lead = 0;
    while lead < 2 && chars.get(at + lead).is_some_and(|c| MULTIPLIERS.contains(c)) {
        lead += 1;
    }
    longest(chars, at + lead, UNITS).map(|n| n + lead).or((lead > 0).then_some(lead))
}

/// Length of a counter that may follow a Chinese numeral.
pub(crate) fn numeral_counter(chars: &[char], at: usize) -> Option<usize> {
    longest(chars, at, NUMERAL_UNITS)
}

/// One word for units that mean the same.
pub(crate) fn canonical(unit: &str) -> String {
    let unit = unit
        .trim()
        .replace("㎡", "平方米")
        .replace("m²", "平方米")
        .replace("平米", "平方米")
        .replace("千米", "公里")
        .replace("km", "公里");
    match unit.as_str() {
        "名" | "位" => "人".to_owned(),
        "千克" | "kg" => "公斤".to_owned(),
        "场次" | "班次" => "场".to_owned(),
        "台套" | "台(套)" | "台/套" => "台".to_owned(),
        "户次" => "户".to_owned(),
        _ => unit,
    }
}
