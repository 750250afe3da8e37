//! The document's title and the reporting unit's name in it.

use kanhe_report::{Place, Stated, TextLine, holds_any};

use super::{
    folded::{has_any, squeezed},
    lines::LineFacts,
    outline::is_attachment,
};

/// The title as found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// Title lines put together.
    pub title: Option<Stated<String>>,
    /// Lines that make up the title.
    pub lines: std::ops::Range<usize>,
    /// The unit's name in it, with the line it stands in.
    pub unit: Option<Stated<String>>,
}

const KINDS: &[&str] = &["自评", "绩效", "评价", "决算"];
const ENDS: &[&str] = &[
    "报告",
    "自评表",
    "评价表",
    "情况",
    "报告书",
    "总结",
    "说明",
    "数据表",
    "评分表",
    "申报表",
    "目标表",
    "自评",
    "评价",
    "得分表",
    "审批表",
];

/// Finds the title among the first lines.
pub(crate) fn read(lines: &[TextLine], facts: &[LineFacts], document_title: Option<&str>) -> Head {
    let last = lines.iter().zip(facts).take(14).position(|(line, fact)| {
        let text = squeezed(&line.text);
        fact.label.is_none_or(|l| l.level >= 4) && is_title_end(&text) && !fact.contents && fact.table_before == 0
    });
    let Some(last) = last else {
        let own = document_title.map(str::trim).filter(|t| holds_any(t, KINDS) && t.chars().count() <= 80);
        let unit =
            own.and_then(unit_in).map(|value| Stated { value, place: Place::paragraph(1, own.unwrap_or_default()) });
        let title = own.map(|t| Stated { value: t.to_owned(), place: Place::paragraph(1, t) });
        return Head { title, lines: 0..0, unit };
    };
    let mut first = last;
    while let Some(i) = first.checked_sub(1) {
        let Some((line, fact)) = lines.get(i).zip(facts.get(i)) else { break };
        let text = squeezed(&line.text);
        let fits = text.chars().count() <= 40
            && fact.label.is_none()
            && !text.ends_with(['。', ';', ':'])
            && !is_attachment(&line.text)
            && !text.contains([':', '>', '›', '»', '|'])
            && !text.starts_with("公开")
            && !["目录", "表"].contains(&text.as_str());
        if !fits || last - i > 3 {
            break;
        }
        first = i;
    }
    let part = lines.get(first..=last).unwrap_or_default();
    let joined: String = part.iter().map(|l| l.place().text).collect();
    let whole = squeezed(&joined);
    let place = |text: &str| part.last().map_or_else(|| Place::paragraph(1, text), |l| l.words(text));
    let named = part.iter().find_map(|l| unit_in(&l.text).map(|value| Stated { value, place: l.place() }));
    let alone = part.split_last().and_then(|(_, front)| {
        front.iter().find_map(|l| bare_unit(&l.text).map(|value| Stated { value, place: l.place() }))
    });
    let unit = named.or(alone).or_else(|| unit_in(&whole).map(|value| Stated { value, place: place(&joined) }));
    let title = Some(Stated { value: joined.trim().to_owned(), place: place(joined.trim()) });
    Head { title, lines: first..last + 1, unit }
}

fn is_title_end(text: &str) -> bool {
    let core = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | '年' | '度'));
    let core = core.strip_suffix('(').unwrap_or(core);
    // 自评报告(整体支出)
    let core = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')).map_or(core, |(front, _)| front);
    let length = text.chars().count();
    (4..=70).contains(&length)
        && holds_any(text, KINDS)
        && ENDS.iter().any(|e| core.ends_with(e))
        && !text.contains(['。', ';', ',', '>', '›', '»'])
        && !["当前位置", "您的位置", "您现在的位置", "首页"].iter().any(|w| text.starts_with(w))
}

/// Words that follow a unit's name in a title.
const AFTER_UNIT: &[&str] = &[
    "部门整体",
    "单位整体",
    "整体支出",
    "整体和",
    "整体及",
    "整体与",
    "整体绩效",
    "部门(单位)",
    "部门单位",
    "(单位)",
    "部门预算",
    "部门支出",
    "部门项目",
    "部门绩效",
    "单位预算",
    "预算绩效自评",
    "项目支出",
    "项目绩效",
    "项目自评",
    "项目资金",
    "专项资金",
    "财政支出绩效",
    "财政项目",
    "财政资金",
    "支出绩效",
    "绩效自评",
    "绩效评价",
    "绩效目标",
    "预算支出",
    "预算项目",
    "自评",
];

/// Endings of the names of public bodies.
pub(crate) const BODIES: &[&str] = &[
    "局",
    "委员会",
    "委",
    "办公室",
    "办事处",
    "中心",
    "法院",
    "检察院",
    "医院",
    "保健院",
    "研究院",
    "学院",
    "院",
    "馆",
    "研究所",
    "服务所",
    "管理所",
    "监督所",
    "所",
    "站",
    "学校",
    "中学",
    "小学",
    "大学",
    "幼儿园",
    "党校",
    "校",
    "政府",
    "人大",
    "政协",
    "纪委",
    "监委",
    "工会",
    "妇联",
    "团委",
    "残联",
    "文联",
    "科协",
    "联合会",
    "协会",
    "总队",
    "支队",
    "大队",
    "队",
    "公安局",
    "公司",
    "农场",
    "林场",
    "供销社",
    "合作社",
    "联社",
    "党委",
    "部",
    "厅",
    "署",
    "司",
    "社",
    "台",
    "红十字会",
    "会",
    "园",
    "团",
    "室",
    "段",
    "院校",
    "镇",
    "乡",
    "街道",
    "处",
    "库",
    "网",
    "基地",
    "水库",
    "管委会",
    "敬老院",
];

/// Whether words end like the name of a public body.
pub(crate) fn is_body(name: &str) -> bool {
    let length = name.chars().count();
    (3..=40).contains(&length)
        && BODIES.iter().any(|b| name.ends_with(b))
        && !name.contains(['，', '。', '、', '；', '：', ',', ';', ':'])
}

/// The unit's name in a title line: what stands before 部门整体支出…, years left out.
pub(crate) fn unit_in(title: &str) -> Option<String> {
    let text = squeezed(title);
    if text.contains(['。', ',']) {
        return None;
    }
    let whole = text.contains("整体") || text.contains("部门(单位)");
    if let Some(name) = before_the_year(&text) {
        return Some(name);
    }
    let mut name = without_years(&text);
    for lead in LEADS {
        name = name.strip_prefix(lead).map(str::to_owned).unwrap_or(name);
    }
    let cut = AFTER_UNIT.iter().filter_map(|w| name.find(w)).min()?;
    let mut name = name.get(..cut)?.trim_matches(|c: char| "的()《》“”-—:_".contains(c)).to_owned();
    for tail in ["关于开展", "关于", "开展", "部门", "单位", "本级", "年度", "预算"] {
        if let Some(front) = name.strip_suffix(tail) {
            name = if tail == "本级" && front.is_empty() {
                String::new()
            } else if tail == "本级" {
                name
            } else {
                front.to_owned()
            };
        }
    }
    let plain = !matches!(
        name.as_str(),
        "" | "部门"
            | "单位"
            | "本单位"
            | "本部门"
            | "我单位"
            | "区级"
            | "县级"
            | "市级"
            | "省级"
            | "财政"
            | "预算"
    );
    let length = name.chars().count();
    let odd = name.contains("项目")
        || name.contains("资金")
        || name.contains("经费")
        || name.contains("XX")
        || name.contains("××");
    (plain && (2..=40).contains(&length) && !odd && (whole || is_body(&name))).then_some(name)
}

const LEADS: &[&str] = &["附件", "附:", "关于"];

/// `某县图书馆2022年度送书下乡项目支出绩效自评报告`: a public body's name directly before the year.
fn before_the_year(text: &str) -> Option<String> {
    let about = holds_any(text, KINDS);
    let at = text.char_indices().find(|(_, c)| c.is_ascii_digit() || *c == '二').map(|(i, _)| i)?;
    let (front, rest) = text.split_at_checked(at)?;
    let year = without_years(rest).len() < rest.len() && rest.chars().nth(4) == Some('年');
    let mut name = front.trim_matches(|c: char| "()《》“”-—:_".contains(c));
    for lead in LEADS {
        name = name.strip_prefix(lead).unwrap_or(name);
    }
    let name = name.strip_suffix("关于").unwrap_or(name);
    let plain = !holds_any(name, &["项目", "资金", "经费", "XX", "××", "自评", "部门整体"]);
    (about && year && plain && name.chars().count() >= 4 && is_body(name)).then(|| name.to_owned())
}

/// A title line that holds nothing but a unit's name.
fn bare_unit(line: &str) -> Option<String> {
    let name = without_years(&squeezed(line));
    (is_body(&name) && !holds_any(&name, KINDS)).then_some(name)
}

/// Drops `2023年度`, `2023年`, `(2023)`.
fn without_years(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let four = chars
            .get(i..i + 4)
            .is_some_and(|w| w.iter().all(char::is_ascii_digit) && matches!(w.first(), Some('1' | '2')));
        let words =
            chars.get(i..i + 4).is_some_and(|w| w.first() == Some(&'二') && super::numerals::positional(w).is_some());
        if four || (words && chars.get(i + 4) == Some(&'年')) {
            i += 4;
            if chars.get(i) == Some(&'年') {
                i += 1 + usize::from(chars.get(i + 1) == Some(&'度'));
            }
            continue;
        }
        out.push(c);
        i += 1;
    }
    out
}

/// Unit names on lines such as `部门：永德县明朗中学` or `编制单位：…`.
pub(crate) fn labelled_unit(line: &str) -> Option<String> {
    const LABELS: &[&str] = &[
        "填报单位(盖章)",
        "填报单位",
        "编制单位",
        "单位名称",
        "部门名称",
        "部门(单位)名称",
        "预算单位名称",
        "预算单位",
        "项目单位",
        "实施单位",
        "报送单位",
        "自评单位",
        "评价单位",
        "申报单位",
        "部门(单位)",
        "部门",
        "单位(盖章)",
        "单位",
    ];
    let text: String = line.chars().map(super::folded::fold).collect();
    let text = text.trim();
    let compact = squeezed(text);
    if !LABELS.iter().any(|l| compact.strip_prefix(l).is_some_and(|r| r.starts_with(':'))) {
        return None;
    }
    let rest = text.split_once(':')?.1.trim_start();
    let name: String = rest.chars().take_while(|c| !c.is_whitespace() && !",;。:(".contains(*c)).collect();
    let chars: Vec<char> = name.chars().collect();
    let money = matches!(name.as_str(), "元" | "万元" | "千元" | "亿元" | "人" | "人民币");
    (!money
        && (2..=40).contains(&chars.len())
        && !has_any(&chars, &["负责人", "日期", "签字", "___", "XX", "××"])
        && is_name(&name))
    .then_some(name)
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| super::folded::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '（' | '）' | '-'))
}

#[cfg(test)]
mod tests {
    use super::{labelled_unit, unit_in};

    #[test]
    fn titles_give_the_units_name_and_nothing_else() {
        for (title, want) in [
            ("2023年度兴平市水利服务中心整体支出绩效自评报告", Some("兴平市水利服务中心")),
            ("安和镇档案馆2021年度部门整体支出绩效自评报告", Some("安和镇档案馆")),
            ("2021年林业局部门整体支出绩效自评表", Some("林业局")),
            ("北县政协2021年度部门整体支出及项目支出绩效评价报告", Some("北县政协")),
            ("2022年度株山市东区妇女联合会部门（单位）整体支出绩效自评报告", Some("株山市东区妇女联合会")),
            ("2023年度部门(单位)整体支出绩效自评表", None),
            ("2022年度共享工程项目自评表", None),
            ("2023年马坑国有林场新建收容所建设项目支出绩效自评表", None),
            ("云山县红石乡人民政府2022年度道路亮化工程项目支出绩效自评报告", Some("云山县红石乡人民政府")),
            ("江淮县民政局2023年度预算绩效自评报告（整体支出）", Some("江淮县民政局")),
            ("关于东台县畜牧兽医站2021年度部门整体支出绩效自评情况的报告", Some("东台县畜牧兽医站")),
            ("东台县水库管理所关于2021年度部门整体支出绩效自评情况的报告", Some("东台县水库管理所")),
            ("东台县福利院2021年部门整体支出绩效评价得分表", Some("东台县福利院")),
            ("整体支出绩效自评报告", None),
            ("项目支出绩效自评表", None),
        ] {
            assert_eq!(unit_in(title).as_deref(), want, "{title}");
        }
    }

    #[test]
    fn a_line_beside_a_form_names_the_unit() {
        assert_eq!(labelled_unit("部门：永和县明朗中学").as_deref(), Some("永和县明朗中学"));
        assert_eq!(labelled_unit("单位名称：区商务局        填报日期：2021年4月22日").as_deref(), Some("区商务局"));
        assert_eq!(labelled_unit("单位：万元"), None);
        assert_eq!(labelled_unit("单位负责人：张三"), None);
    }
}
