//! Pages as portals publish them and as Word, Excel and WPS save them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{assert_sound, only_table, open, paragraphs, rows};
use kanhe_document::{Document, Format};

fn page(body: &str) -> Document {
    let document = open(format!("<html><body>{body}</body></html>").as_bytes()).unwrap();
    assert_eq!(document.format, Format::Html);
    assert_sound(&document);
    document
}

#[test]
fn a_self_evaluation_form_keeps_its_merged_cells() {
    let document = page(
        "<table><caption>项目支出绩效自评表</caption><tr><th colspan=2>项目名称<td colspan=3>加装电梯\
         <tr><td rowspan=3>绩效<br>指标<td rowspan='2'>产出指标<td>数量<td>50台<td>16台\
         <tr><td>质量<td>100%<td>&ge;98%<tr><td>效益指标<td>社会<td>&nbsp;<td>提升&lt;显著&gt;</table>",
    );
    let table = only_table(&document);
    assert_eq!((table.rows, table.cols), (4, 5));
    assert_eq!(table.caption.as_deref(), Some("项目支出绩效自评表"));
    assert_eq!(table.cell(3, 0).unwrap().text, "绩效\n指标");
    assert_eq!(table.cell(2, 1).unwrap().text, "产出指标");
    assert_eq!(table.cell(2, 4).unwrap().text, "≥98%");
    assert_eq!(table.cell(3, 3).unwrap().text, " ");
    assert_eq!(table.cell(3, 4).unwrap().text, "提升<显著>");
    assert_eq!(table.cell(0, 4).unwrap().col_span, 3);
}

#[test]
fn a_raised_passage_that_runs_over_paragraphs_leaves_the_next_one_whole() {
    let document = page("<p>面积50m<sup>2<table><tr><td>指标</table>文字12</sup></p>");
    assert!(paragraphs(&document).iter().any(|text| text.contains("文字12")), "{document:?}");
    let document = page("<div>a<sup>2<h1>文字</h1>汉</sup></div>");
    assert_eq!(paragraphs(&document), ["a2", "文字", "汉"]);
}

#[test]
fn spans_reach_no_further_than_the_table() {
    let document = page("<table><tr><td rowspan=99999999 colspan=4294967295>指标<td rowspan=0>x<tr><td>y</table>");
    let table = only_table(&document);
    assert!(table.cols <= 3 && table.rows == 2, "{}x{}", table.rows, table.cols);
    let document = page("<table><tr><td colspan=1000>附件2<tr><td>指标<td>得分<tr><td>数量<td>10</table>");
    assert_eq!(only_table(&document).cols, 2);
}

#[test]
fn overlapping_spans_leave_each_place_to_the_first_cell() {
    let document = page("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<tr><td>e<td>f<td>g</table>");
    assert_eq!(rows(only_table(&document)), [vec!["a", "b", "c"], vec!["d"], vec!["e", "f", "g"]]);
    assert_eq!(only_table(&document).cell(1, 0).unwrap().col_span, 1);
}

#[test]
fn head_and_foot_take_their_places() {
    let document =
        page("<table><tfoot><tr><td>合计<td>100<tbody><tr><td>数量<td>10<thead><tr><td>指标<td>得分</table>");
    assert_eq!(rows(only_table(&document)), [["指标", "得分"], ["数量", "10"], ["合计", "100"]]);
}

#[test]
fn a_table_that_only_arranges_the_page_is_not_seen() {
    let document = page(
        "<table width=1000><tr><td><p>首页 &gt; 信息公开</td></tr><tr><td><h1>2023年度绩效自评报告</h1>\
         <table><tr><td><p>一、基本情况</p><p>本部门编制11人。</p><table border=1><tr><td>指标<td>得分<tr><td>数量<td>10\
         <tr><td>质量<td>9</table><p>二、存在问题</p></td></tr></table></td></tr></table>",
    );
    assert_eq!(
        paragraphs(&document),
        ["首页 > 信息公开", "2023年度绩效自评报告", "一、基本情况", "本部门编制11人。", "二、存在问题"]
    );
    assert_eq!(document.paragraphs().nth(1).unwrap().heading, Some(1));
    assert_eq!(only_table(&document).parent, None);
    // The table stands between the paragraphs that surround it.
    assert!(matches!(document.blocks[4], kanhe_document::Block::Table(_)));
}

#[test]
fn a_table_inside_a_form_has_its_own_grid() {
    let document = page(
        "<table><tr><td>名称<td>甲<tr><td>预算<td>10<tr><td>执行<td>9<tr><td>得分<td>8\
         <tr><td>明细<td>见下<table><tr><td>项<td>额<tr><td>一<td>3</table></table>",
    );
    let tables: Vec<_> = document.tables().collect();
    assert_eq!((tables.len(), tables[1].parent, tables[1].number), (2, Some(1), 2));
    assert_eq!(tables[0].cell(4, 1).unwrap().text, "见下");
    assert_eq!(rows(tables[1]), [["项", "额"], ["一", "3"]]);
}

#[test]
fn text_is_laid_out_as_a_browser_does() {
    let document = page(
        "裸文字\n  接着<div>第一段<p>第二   段&nbsp;&nbsp;末</p>尾</div>甲<br>乙<br/><br>丙<pre>一  行\n二\t行</pre>\
         <p>物业服\n务中心 <b>12</b>.5\n万元</p>",
    );
    assert_eq!(
        paragraphs(&document),
        ["裸文字 接着", "第一段", "第二 段  末", "尾", "甲", "乙", "丙", "一  行", "二\t行", "物业服务中心 12.5 万元"]
    );
}

#[test]
fn what_a_browser_hides_is_not_read() {
    let document = page(
        "<p>显示</p><script>var 年 = '<p>脚本</p>';</script><style>p{}</style><!-- 注释 --><noscript>无</noscript>\
         <p style='color:red; DISPLAY : none'>隐藏</p><div hidden><p>藏</p></div><template><p>模板</p></template>\
         <table><tr><td>指标<td style='display:none'>藏<td>得分<tr style='display:none'><td>1<td>2<td>3<tr><td>数量<td>10</table>",
    );
    assert_eq!(paragraphs(&document), ["显示"]);
    assert_eq!(rows(only_table(&document)), [["指标", "得分"], ["数量", "10"]]);
}

#[test]
fn list_numbers_come_back_as_labels() {
    let document = page(
        "<ol start=3><li>贯彻政策<li value=7><p>参与监督</p><ol type=a><li>细则</ol><li>其他</ol><ul><li>圆点</ul>\
         <p class=MsoListParagraph><span lang=EN-US style='mso-list:Ignore'>（一）<span style='font:7pt'>&nbsp; </span></span>主要职能</p>",
    );
    let labels: Vec<_> = document.paragraphs().map(|p| (p.label.as_deref(), p.text.as_str())).collect();
    assert_eq!(
        labels,
        [
            (Some("3."), "贯彻政策"),
            (Some("7."), "参与监督"),
            (Some("a."), "细则"),
            (Some("8."), "其他"),
            (None, "圆点"),
            (Some("（一）"), "主要职能")
        ]
    );
}

#[test]
fn form_fields_and_small_print_show_what_they_show() {
    let document = page(
        "<p>单位：<input value='区统计局'><input type=hidden value=x> <input type=checkbox checked>优\
         <input type=radio>良 <select><option>一<option selected>二</select></p>\
         <p>面积50m<sup>2</sup>，率97.22%<sup>1</sup>，H<sub>2</sub>O，<ruby>绩<rt>jì</rt></ruby>效<sup>注</sup></p>",
    );
    assert_eq!(paragraphs(&document), ["单位：区统计局 ☑优□良 二", "面积50m²，率97.22%¹，H₂O，绩效注"]);
}

#[test]
fn an_excel_page_reads_like_its_sheet() {
    let html = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type \
        content=\"text/html; charset=utf-8\"><title>绩效自评表</title><!--[if gte mso 9]><xml><x:Name>Sheet1</x:Name></xml>\
        <![endif]--></head><body><table x:str border=0 style='border-collapse:collapse;table-layout:fixed'>\
        <col width=72><col width=0 style='display:none;mso-width-source:userset'>\
        <tr height=19><td height=19 class=xl24 style='mso-number-format:\"0\\.00%\"' x:num=\"0.9722\">97.22%</td>\
        <td>得分<span style='mso-spacerun:yes'>&nbsp;</span></td></tr><tr><td>a</td><td>b</td></tr>\
        <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td></td></tr><![endif]>\
        </table></body></html>";
    let document = open(html.as_bytes()).unwrap();
    assert_eq!(document.title.as_deref(), Some("绩效自评表"));
    assert_eq!(rows(only_table(&document)), [["97.22%", "得分 "], ["a", "b"]]);
}

#[test]
fn the_encoding_is_found_whatever_the_page_declares() {
    let text = "㐂䶮㎡绩效自评报告——预算执行率";
    let gbk = |label: &str| {
        let html = format!("<html><head><meta charset={label}></head><body><p>{text}</p></body></html>");
        let (bytes, _, lost) = encoding_rs::GB18030.encode(&html);
        assert!(!lost);
        open(&bytes).unwrap()
    };
    for label in ["gb2312", "GBK", "gb18030", "\"\""] {
        let document = gbk(label);
        assert_eq!(paragraphs(&document), [text], "{label}");
        assert_eq!(document.gaps, [], "{label}");
    }
    let utf8 = format!("<html><head><meta charset=gb2312></head><body>{text}</body></html>");
    assert_eq!(paragraphs(&open(utf8.as_bytes()).unwrap()), [text]);
}

#[test]
fn bytes_that_are_no_characters_are_reported() {
    let mut bytes = "<meta charset=utf-8><p>预算执行率九十七，绩效自评得分情况良好".as_bytes().to_vec();
    bytes.extend([0xff, b'<', b'/', b'p', b'>']);
    let document = open(&bytes).unwrap();
    assert!(paragraphs(&document)[0].ends_with('\u{fffd}'));
    assert_eq!(document.gaps.len(), 1);
    assert!(document.gaps[0].zh.contains("UTF-8") && document.gaps[0].en.contains("UTF-8"));
}
