use std::io::Cursor;

use calamine::{Reader, Xlsx};
use kanhe_report::{Finding, Place, Severity, Wording};

use super::*;

fn finding() -> Finding {
    Finding {
        code: "KH301".to_owned(),
        name: "score-follows-value".to_owned(),
        severity: Severity::Error,
        message: Wording::new("得分不符", "score differs"),
        help: Wording::default(),
        basis: String::new(),
        assumed: false,
        rule: None,
        found: Some("-12".to_owned()),
        expected: Some("6.40".to_owned()),
        places: vec![Place::cell(1, 2, 3, "12")],
        follows: None,
    }
}

#[test]
fn findings_that_do_not_fit_on_a_sheet_go_on_in_the_next_and_links_follow_them() {
    let mut book = Book::with_rows(Lang::Zh, 4).expect("a workbook");
    for number in 1..=3 {
        let record = Record { file: format!("{number}.docx"), findings: vec![finding(); 2], ..Record::default() };
        book.add(&record).expect("a document");
    }
    let mut bytes = Cursor::new(Vec::new());
    book.finish(&BTreeMap::new(), &mut bytes).expect("a file");
    let packed = bytes.clone().into_inner();
    let mut book: Xlsx<_> = Xlsx::new(bytes).expect("it opens");
    assert_eq!(book.sheet_names(), ["文件", "问题", "核算", "问题 2", "按规则", "按单位", "按表式"]);
    assert_eq!(book.worksheet_range("问题").expect("the sheet").height(), 4);
    assert_eq!(book.worksheet_range("问题 2").expect("the sheet").height(), 4);
    assert!(packed.starts_with(b"PK"));
}
