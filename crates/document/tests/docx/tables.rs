//! Merged, ragged, nested and numbered cells.

use kanhe_document::{Block, Limits, read};

use crate::support::{Docx, at, listed, lvl, p, table, tbl, tc, tcp, tr};

#[test]
fn merged_cells_cover_their_grid_positions() {
    let restart = r#"<w:vMerge w:val="restart"/>"#;
    let rows = [
        tr(&[tcp(restart, "绩效指标"), tcp(r#"<w:gridSpan w:val="2"/>"#, "产出指标"), tc("50台")]),
        tr(&[tcp("<w:vMerge/>", "藏着的旧文字"), tc("数量"), tc("质量"), tc("16台")]),
        tr(&[tcp(r#"<w:vMerge w:val="continue"/>"#, ""), tc("甲"), tcp(restart, "乙"), tc("丙")]),
        tr(&[tcp(restart, "总分"), tc("100"), tcp("<w:vMerge/>", ""), tc("83")]),
    ];
    let document = Docx::body(&tbl(&rows)).read();
    let table = table(&document, 1);
    assert_eq!((table.rows, table.cols), (4, 4));
    let label = table.cell(2, 0).unwrap();
    assert_eq!((label.text.as_str(), label.row, label.row_span), ("绩效指标", 0, 3));
    assert_eq!((at(table, 0, 1), at(table, 0, 2), at(table, 0, 3)), ("产出指标", "产出指标", "50台"));
    assert_eq!((at(table, 3, 0), at(table, 3, 2)), ("总分", "乙"));
    assert_eq!(table.cell(3, 2).unwrap().row_span, 2);
}

#[test]
fn old_horizontal_merges_and_ragged_rows_and_orphans_are_taken_as_they_stand() {
    let rows = [
        tr(&[tcp(r#"<w:hMerge w:val="restart"/>"#, "单位名称"), tcp("<w:hMerge/>", ""), tc("物业中心")]),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>", tc("缩进")),
        tr(&[tcp("<w:vMerge/>", "上面没有起头"), tc("a"), tc("b")]),
    ];
    let document = Docx::body(&tbl(&rows)).read();
    let table = table(&document, 1);
    assert_eq!(table.cell(0, 1).unwrap().col_span, 2);
    assert_eq!((at(table, 1, 0), at(table, 1, 1), at(table, 1, 2)), ("~", "缩进", "~"));
    assert_eq!(at(table, 2, 0), "上面没有起头");
}

#[test]
fn a_table_in_a_cell_is_its_own_table_after_the_outer_one() {
    let inner = tbl(&[tr(&[tc("内")])]);
    let holder = format!("<w:tc><w:tcPr/>{}{inner}<w:p/></w:tc>", p("外"));
    let document = Docx::body(&[tbl(&[tr(&[holder, tc("右")])]), p("后"), tbl(&[tr(&[tc("三")])])].concat()).read();
    assert_eq!(at(table(&document, 1), 0, 0), "外\n");
    assert_eq!((at(table(&document, 2), 0, 0), table(&document, 2).parent), ("内", Some(1)));
    assert_eq!((at(table(&document, 3), 0, 0), table(&document, 3).parent), ("三", None));
    assert!(matches!(document.blocks.get(2), Some(Block::Paragraph(p)) if p.text == "后"));
}

#[test]
fn a_numbered_cell_shows_its_number() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        lvl(0, "decimal", "%1.")
    );
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}{}</w:tc>", listed(1, 0, text), p("第二段"));
    let bare = format!("<w:tc><w:tcPr/>{}</w:tc>", listed(1, 0, ""));
    let document = Docx::body(&tbl(&[tr(&[cell("5%"), bare])])).numbering(&numbering).read();
    assert_eq!(at(table(&document, 1), 0, 0), "1. 5%\n第二段");
    assert_eq!(at(table(&document, 1), 0, 1), "2.");
}

#[test]
fn a_hundred_thousand_rows_are_read() {
    let rows = vec!["<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>".to_owned(); 100_000];
    let limits = Limits { inflation_ratio: 100_000, ..Limits::default() };
    let document = read(&Docx::body(&tbl(&rows)).bytes(), &limits).unwrap();
    assert_eq!(table(&document, 1).rows, 100_000);
}
