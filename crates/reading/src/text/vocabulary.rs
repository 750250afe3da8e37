//! A closed vocabulary of the words that stand in front of figures. A label is understood only if every word of it is
//! known: `2023年度单位一般公共预算财政拨款支出` is, `食堂支出` is not.

use std::sync::LazyLock;

use super::lexicon::Lexicon;

/// What a word of a label contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// 本单位, 全年, 共, 为 …: nothing.
    Filler,
    /// 一般公共预算.
    General,
    /// 财政拨款.
    Fiscal,
    /// 基本支出.
    Basic,
    /// 项目支出.
    Project,
    /// 人员经费.
    Personnel,
    /// 公用经费.
    Public,
    /// 工资福利支出: personnel only where it is the whole of it.
    Wages,
    /// 商品和服务支出: public funds only where it is the whole of them.
    Goods,
    /// 支出, 执行数.
    Spending,
    /// 收入.
    Income,
    /// 年初预算.
    Initial,
    /// 预算 without 年初, 调整后预算: understood, and none of the concepts.
    Budget,
    /// 结转结余.
    Carry,
    /// 上年, 年初结转: another year's figure.
    Prior,
    /// 其中.
    Among,
    /// 机构运转, 保障: says something of personnel and public funds only.
    Running,
}

use Word::{
    Among, Basic, Budget, Carry, Fiscal, General, Goods, Income, Initial, Personnel, Prior, Project, Public, Running,
    Spending, Wages,
};

const WORDS: &[(&str, Word)] = &[
    ("一般公共预算", General),
    ("公共财政预算", General),
    ("公共预算", General),
    ("财政拨款", Fiscal),
    ("财政补助", Fiscal),
    ("财政资金", Fiscal),
    ("拨款", Fiscal),
    ("基本支出", Basic),
    ("基本经费支出", Basic),
    ("基本经费", Basic),
    ("项目支出", Project),
    ("项目经费支出", Project),
    ("项目经费", Project),
    ("项目资金支出", Project),
    ("人员经费支出", Personnel),
    ("人员经费", Personnel),
    ("人员类支出", Personnel),
    ("人员类项目支出", Personnel),
    ("人员类", Personnel),
    ("项目类支出", Project),
    ("特定目标类项目支出", Project),
    ("特定目标类支出", Project),
    ("公用类支出", Public),
    ("运转类公用经费", Public),
    ("日常公用", Public),
    ("人员支出", Personnel),
    ("人员类经费", Personnel),
    ("公用经费支出", Public),
    ("日常公用经费", Public),
    ("日常公用支出", Public),
    ("公用经费", Public),
    ("公用支出", Public),
    ("公用类经费", Public),
    ("工资福利支出", Wages),
    ("工资福利", Wages),
    ("一般商品和服务支出", Goods),
    ("商品和服务支出", Goods),
    ("商品服务支出", Goods),
    ("支出合计数", Spending),
    ("支出合计", Spending),
    ("支出总计", Spending),
    ("支出总额", Spending),
    ("支出决算", Spending),
    ("决算支出", Spending),
    ("总支出", Spending),
    ("支出", Spending),
    ("全年执行数", Spending),
    ("执行数", Spending),
    ("预算执行", Spending),
    ("执行", Spending),
    ("列支", Spending),
    ("实际使用", Spending),
    ("全年可用", Budget),
    ("可用资金", Budget),
    ("可支配", Budget),
    ("收入合计", Income),
    ("收入总计", Income),
    ("收入总额", Income),
    ("总收入", Income),
    ("收入", Income),
    ("到位", Income),
    ("年初部门预算", Initial),
    ("年初预算收入", Initial),
    ("年初预算支出", Initial),
    ("年初收入预算", Initial),
    ("年初支出预算", Initial),
    ("年初批复预算", Initial),
    ("年初预算批复", Initial),
    ("年初安排预算", Initial),
    ("年初预算安排", Initial),
    ("年初预算", Initial),
    ("年初批复", Initial),
    ("年初安排", Initial),
    ("部门预算批复", Initial),
    ("批复部门预算", Initial),
    ("部门预算", Initial),
    ("预算资金", Initial),
    ("预算批复", Initial),
    ("批复预算", Initial),
    ("年初", Initial),
    ("全年预算", Budget),
    ("调整后预算", Budget),
    ("调整预算", Budget),
    ("预算调整", Budget),
    ("预算收入", Budget),
    ("收入预算", Budget),
    ("支出预算", Budget),
    ("预算支出", Budget),
    ("预算", Budget),
    ("追加", Budget),
    ("调增", Budget),
    ("调减", Budget),
    ("压减", Budget),
    ("调整", Budget),
    ("增加", Budget),
    ("下达", Budget),
    ("年末结转和结余", Carry),
    ("年末结转结余", Carry),
    ("年末结余结转", Carry),
    ("年末结转", Carry),
    ("年末结余", Carry),
    ("结转和结余", Carry),
    ("结余和结转", Carry),
    ("结转结余", Carry),
    ("结余结转", Carry),
    ("年终结转和结余", Carry),
    ("年终结转结余", Carry),
    ("年终结余", Carry),
    ("年终结转", Carry),
    ("结转下年使用", Carry),
    ("结转下年", Carry),
    ("结余", Carry),
    ("结转", Carry),
    ("年初结转和结余", Prior),
    ("年初结转结余", Prior),
    ("年初结转", Prior),
    ("年初结余", Prior),
    ("上年度", Prior),
    ("上年", Prior),
    ("去年", Prior),
    ("以前年度", Prior),
    ("其中", Among),
    ("包括", Among),
    ("包含", Among),
    ("机构", Running),
    ("日常", Running),
    ("正常", Running),
    ("运转", Running),
    ("运行", Running),
    ("保障", Running),
    ("维持", Running),
];

/// Words around sums of money that say nothing themselves: what a sum is made of, rates.
const AROUND_SUMS: &[&str] = &[
    "由",
    "从",
    "看",
    "按",
    "构成",
    "组成",
    "支出结构",
    "支出用途",
    "支出性质",
    "经济分类",
    "分",
    "预算执行率",
    "执行率",
    "支出进度",
    "执行进度",
    "预算完成率",
    "完成率",
    "经",
    "收支相抵后",
    "收支相抵",
    "性质",
    "划分",
    "县人大",
    "市人大",
    "区人大",
    "人大",
    "审议",
    "批准",
    "通过",
    "又",
    "分为",
    "划分为",
];

const FILLERS: &[&str] = &[
    "本单位",
    "我单位",
    "本部门",
    "我部门",
    "部门",
    "单位",
    "我局",
    "本局",
    "我中心",
    "本中心",
    "学校",
    "医院",
    "小计",
    "我校",
    "本校",
    "我院",
    "本院",
    "我馆",
    "本馆",
    "我委",
    "我镇",
    "我乡",
    "我办",
    "我会",
    "我站",
    "我所",
    "中心",
    "全局",
    "全镇",
    "全校",
    "全院",
    "全区",
    "全县",
    "全市",
    "本级",
    "区级",
    "县级",
    "市级",
    "本年度",
    "本年",
    "当年",
    "全年度",
    "全年",
    "年度",
    "年末",
    "年底",
    "截至",
    "截止",
    "期末",
    "月底",
    "月末",
    "底",
    "末",
    "年",
    "月",
    "日",
    "合计",
    "总计",
    "共计",
    "累计",
    "总共",
    "总额",
    "总量",
    "总数",
    "总",
    "共",
    "为",
    "是",
    "达到",
    "达",
    "完成",
    "实现",
    "实际",
    "发生",
    "列支",
    "开支",
    "安排",
    "情况",
    "金额",
    "资金",
    "经费",
    "数额",
    "数",
    "方面",
    "的",
    "中",
    "和",
    "用于",
    "使用",
    "有",
    "整体",
    "财政",
    "决算",
    "批复",
    "核定",
    "部分",
    "类",
    "(单位)",
    "(部门)",
    "两项",
    "以上",
    "上述",
    "收支",
    "计",
    "部",
    "尚",
    "仍",
    "形成",
    "到",
    "在",
    "主要",
    "年内",
    "一是",
    "二是",
    "三是",
    "四是",
    "一方面",
    "另一方面",
    "首先",
    "其次",
    "全系统",
    "省财政厅",
    "财政厅",
    "市财政局",
    "县财政局",
    "区财政局",
    "财政局",
    "财政部门",
    "市财政",
    "县财政",
    "区财政",
    "另",
    "同时",
    "已",
    "均",
];

static LEXICON: LazyLock<Lexicon<Word>> = LazyLock::new(|| {
    let fillers = FILLERS.iter().chain(AROUND_SUMS).map(|w| (*w, Word::Filler));
    Lexicon::new(WORDS.iter().copied().chain(fillers))
});

/// Words of a label in order, fillers left out; `None` if a word is not known. Blanks, `:`, `“”`, brackets and dates pass.
pub(crate) fn words(label: &[char]) -> Option<Vec<Word>> {
    let mut out = LEXICON.parse(label, "")?;
    let running = out.contains(&Running) && !out.iter().any(|w| matches!(w, Personnel | Public));
    out.retain(|w| !matches!(w, Word::Filler | Running));
    (!running).then_some(out)
}

/// A lexicon of a pass's own words: `Some` is what counts, `None` is a filler, of `more` or of this list.
pub(crate) fn lexicon<T: Copy>(
    words: impl IntoIterator<Item = (&'static str, T)>,
    more: &[&'static str],
) -> Lexicon<Option<T>> {
    let fillers = FILLERS.iter().chain(more).map(|w| (*w, None));
    Lexicon::new(words.into_iter().map(|(w, t)| (w, Some(t))).chain(fillers))
}

#[cfg(test)]
mod tests {
    use super::{Word, words};

    fn of(text: &str) -> Option<Vec<Word>> {
        words(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn every_word_must_be_known() {
        assert_eq!(of("年度单位一般公共预算财政拨款支出"), Some(vec![Word::General, Word::Fiscal, Word::Spending]));
        assert_eq!(of("其中:人员经费"), Some(vec![Word::Among, Word::Personnel]));
        assert_eq!(of("截至12月31日年末结转和结余资金"), Some(vec![Word::Carry]));
        assert_eq!(of("食堂支出"), None);
        assert_eq!(of("三公经费"), None);
        assert_eq!(of("人均公用经费"), None);
        assert_eq!(of("保障机构正常运转的公用经费"), Some(vec![Word::Public]));
        assert_eq!(of("机构运转保障项目支出"), None);
    }
}
