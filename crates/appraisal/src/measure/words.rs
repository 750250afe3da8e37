//! Words instead of figures: yes and no, in time or late.

use super::chars::starts_with;

const YES: &[&str] = &[
    "是",
    "有",
    "√",
    "达标",
    "已达标",
    "合格",
    "完成",
    "已完成",
    "全部完成",
    "全面完成",
    "全部已完成",
    "已全部完成",
    "符合",
    "符合标准",
    "通过",
    "已通过",
    "实现",
    "已实现",
    "验收合格",
];
const NO: &[&str] = &[
    "否",
    "×",
    "不达标",
    "未达标",
    "不合格",
    "未完成",
    "没有完成",
    "尚未完成",
    "不符合",
    "未通过",
    "未实现",
    "未开展",
    "未实施",
    "未启动",
];

pub(super) fn yes_no(words: &str) -> Option<bool> {
    if YES.contains(&words) {
        Some(true)
    } else if NO.contains(&words) {
        Some(false)
    } else {
        None
    }
}

const IN_TIME: &[&str] =
    &["按期", "按时", "如期", "提前", "及时", "按计划", "按进度", "按要求时间", "按规定时间", "准时"];
const LATE: &[&str] = &[
    "未按期",
    "未按时",
    "未如期",
    "未及时",
    "不及时",
    "延期",
    "逾期",
    "滞后",
    "超期",
    "延迟",
    "推迟",
    "未能按",
    "未能如期",
    "未能及时",
];
/// What may follow: a judgement on time and nothing else.
const DEED: &[&str] = &[
    "",
    "完成",
    "完成任务",
    "完成目标",
    "全部完成",
    "发放",
    "拨付",
    "支付",
    "到位",
    "下达",
    "开展",
    "推进",
    "上报",
    "报送",
    "完工",
    "竣工",
    "实施",
    "完成发放",
    "发放到位",
    "拨付到位",
    "足额发放",
    "完成工作",
    "处理",
    "办理",
    "办结",
    "保障",
    "交付",
    "兑付",
    "足额",
    "足额支付",
    "足额拨付",
    "响应",
    "公开",
];

/// 按期完成 is true, 逾期 is false; anything longer says more than that.
pub(super) fn in_time(words: &str) -> Option<bool> {
    let plain = words.trim_start_matches('已').trim_start_matches("均").trim_start_matches("全部");
    let chars: Vec<char> = plain.chars().collect();
    for (list, answer) in [(LATE, false), (IN_TIME, true)] {
        for word in list {
            if starts_with(&chars, 0, word) {
                let rest: String = chars.iter().skip(word.chars().count()).collect();
                if DEED.contains(&rest.as_str()) {
                    return Some(answer);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{in_time, yes_no};

    #[test]
    fn judgements_on_time_are_told_from_other_words() {
        assert_eq!(in_time("按期完成"), Some(true));
        assert_eq!(in_time("已按时完成"), Some(true));
        assert_eq!(in_time("及时"), Some(true));
        assert_eq!(in_time("未按期完成"), Some(false));
        assert_eq!(in_time("按期完成率明显提升"), None);
    }

    #[test]
    fn answers_are_told_from_praise() {
        assert_eq!(yes_no("未达标"), Some(false));
        assert_eq!(yes_no("有效保障"), None);
    }
}
