//! Rich Text Format as Word, WPS and LibreOffice write it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{assert_sound, only_table, open, paragraphs, rows};
use kanhe_document::{Document, Format, Measure, ReadError};

/// A file with these contents, as a Chinese Word begins it.
fn read(content: &str) -> Document {
    let head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f1\\froman\\fcharset0 Times New Roman{\\*\\falt Times};}\
                {\\f2\\fnil\\fcharset2 Wingdings;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 heading 2;}}{\\info{\\title X}}\n";
    let document = open(format!("{head}{content}}}").as_bytes()).unwrap();
    assert_eq!(document.format, Format::Rtf);
    assert_sound(&document);
    document
}

#[test]
fn characters_come_by_number_and_as_bytes_of_a_code_page() {
    let document = read(
        "\\pard {\\f1\\uc2 \\u32489\\'bc\\'a8\\u25928\\'d0\\'a7\\uc1 }\\f0 \\'d7\\'d4\\'c6\\'c0{\\b \\'b1\\'ed}\\par\n\
         \\pard 2023\\u24180?\\u-10179?\\u-8704?\\~\\{x\\}\\tab\\ldblquote a\\rdblquote\\emdash\\line \\'81@\\par\n\
         \\pard {\\f2 \\'fe}{\\f1 \\u61608?}\\par",
    );
    assert_eq!(paragraphs(&document), ["绩效自评表", "2023年😀\u{a0}{x}\t“a”—\n丂", "☑□"]);
}

#[test]
fn a_table_with_merged_cells_is_a_grid() {
    let document = read(
        "\\pard 一、得分表\\par\n\
         \\trowd\\trleft0\\clvmgf\\cellx1000\\cellx3010\\pard\\intbl \\'d6\\'b8\\'b1\\'ea\\cell 1\\par 2\\cell\\row\n\
         \\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl\\cell a\\cell b\\cell\\row\n\
         \\trowd\\clmgf\\cellx1000\\clmrg\\cellx2000\\cellx3000\\pard\\intbl c\\cell\\cell d\\cell\\row\n\
         \\pard after\\par",
    );
    let table = only_table(&document);
    assert_eq!(rows(table), [vec!["指标", "1\n2"], vec!["a", "b"], vec!["c", "d"]]);
    let spans: Vec<_> = table.cells.iter().map(|c| (c.row, c.col, c.row_span, c.col_span)).collect();
    assert_eq!(spans, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 2), (2, 2, 1, 1)]);
    assert_eq!(document.paragraphs().count(), 2);
}

#[test]
fn a_nested_table_follows_the_one_that_holds_it() {
    let document = read(
        "\\trowd\\cellx5000\\pard\\intbl before\\par\n\
         \\pard\\intbl\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\nestrow}{\\nonesttables\\par}\n\
         \\pard\\intbl\\itap1 behind\\cell\\row\\pard\\par\n\
         \\trowd\\cellx5000\\pard\\intbl z\\cell\\row",
    );
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(tables.len(), 3);
    assert_eq!(rows(tables[0]), [["before\nbehind"]]);
    assert_eq!((rows(tables[1]), tables[1].parent), (vec![vec!["x", "y"]], Some(1)));
    assert_eq!(rows(tables[2]), [["z"]]);
}

#[test]
fn labels_headings_and_what_is_not_shown() {
    let document = read(
        "{\\listtext\\pard\\plain \\u19968?\\u12289?\\tab}\\pard\\s1 overview\\par\n\
         \\pard\\plain\\s2 {\\pntext\\f1 1.\\tab}first{\\v  hidden}{\\deleted  gone}\\par\n\
         \\pard see {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt page}} {\\*\\bkmkstart a}{\\*\\unknown no}{\\xe no}end\\par\n\
         \\pard {\\field{\\*\\fldinst SYMBOL 254 \\\\f \"Wingdings\"}{\\fldrslt}}{\\field{\\*\\fldinst eq \\\\o\\\\ac(\\u9675?,2)}{\\fldrslt }}\
         {\\field{\\*\\fldinst FORMCHECKBOX{\\*\\formfield{\\fftype1\\ffres1{\\*\\ffname C}}}}{\\fldrslt}}\\par",
    );
    let seen: Vec<_> = document.paragraphs().map(|p| (p.label.as_deref(), p.text.as_str(), p.heading)).collect();
    assert_eq!(
        seen,
        [
            (Some("一、"), "overview", Some(1)),
            (Some("1."), "first", Some(2)),
            (None, "see page end", None),
            (None, "☑②☑", None)
        ]
    );
}

#[test]
fn headers_footers_and_notes_stand_apart_and_text_boxes_behind_their_paragraph() {
    let document = read(
        "{\\header\\pard head\\par}{\\headerf\\pard head\\par}{\\footer\\pard 1\\par}\n\
         \\pard one{\\footnote\\pard note}{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn a}{\\sv 1}}{\\shptxt\\pard box\\par}}{\\shprslt old}} two\\par\n\
         \\pard three{\\*\\shppict{\\pict\\wmetafile8 0102}}{\\nonshppict{\\pict ff}}\\par",
    );
    assert_eq!(paragraphs(&document), ["one two", "box", "three"]);
    let margins: Vec<_> = document.margins.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(margins, ["head", "1", "note"]);
    assert!(document.gaps[0].zh.contains("扫描件"), "{:?}", document.gaps);
}

#[test]
fn raw_bytes_of_a_picture_are_no_text() {
    let mut bytes = b"{\\rtf1\\ansi a{\\pict\\bin5 }}{{\\}b\\par".to_vec();
    bytes.extend(b"\\bin4 {{}} c\\par}");
    assert_eq!(paragraphs(&open(&bytes).unwrap()), ["ab", " c"]);
}

#[test]
fn a_file_that_breaks_off_says_so() {
    let whole = "{\\rtf1\\ansi\\trowd\\cellx100\\pard\\intbl a\\cell\\row\\pard text\\par}";
    assert!(open(whole.as_bytes()).unwrap().gaps.is_empty());
    assert!(open(format!("{whole}\r\n\0\0").as_bytes()).unwrap().gaps.is_empty());
    let document = open(whole.trim_end_matches("\\par}").as_bytes()).unwrap();
    assert_eq!((rows(only_table(&document)), paragraphs(&document)), (vec![vec!["a"]], vec!["text"]));
    assert_eq!(document.gaps.len(), 1);
    assert!(matches!(open(b"{\\rtf1\\ansi{\\fonttbl{\\f0 A"), Err(ReadError::Damaged { .. })));
}

#[test]
fn tables_that_follow_each_other_are_two_where_the_writer_says_so() {
    let row = "\\trowd\\lastrow\\cellx900\\pard\\intbl a\\cell\\row";
    assert_eq!(read(&format!("{row}{row}")).tables().count(), 2);
}

#[test]
fn bytes_that_are_no_character_are_reported() {
    let document = read("\\pard 97.2\\'ff\\par");
    assert_eq!(paragraphs(&document), ["97.2\u{fffd}"]);
    assert_eq!(document.gaps.len(), 1);
}

#[test]
fn groups_nested_without_end_and_tables_within_tables_are_refused() {
    let result = open(format!("{{\\rtf1{}", "{".repeat(100_000)).as_bytes());
    assert!(matches!(result, Err(ReadError::TooLarge { what: Measure::ElementDepth, .. })), "{result:?}");
    let result = open(b"{\\rtf1 \\pard\\intbl\\itap2000000000 x\\par}");
    assert!(matches!(result, Err(ReadError::TooLarge { what: Measure::TableDepth, .. })), "{result:?}");
    let cells = format!("{{\\rtf1 \\trowd\\pard\\intbl {}\\row}}", "x\\cell ".repeat(10_000));
    assert!(matches!(open(cells.as_bytes()), Err(ReadError::TooLarge { what: Measure::Columns, .. })));
}

#[test]
fn a_row_wider_than_any_table_is_refused_and_not_cut() {
    let edges: String = (1..=300).map(|i| format!("\\cellx{}", 20 * i)).collect();
    let file = format!("{{\\rtf1\\trowd{edges}\\pard\\intbl a\\cell b\\cell\\row}}");
    assert!(matches!(open(file.as_bytes()), Err(ReadError::TooLarge { what: Measure::Columns, .. })));
}
