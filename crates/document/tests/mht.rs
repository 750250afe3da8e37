//! Web archives and mails: the page inside, as if it had been saved as a page.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{assert_sound, only_table, open, rows};
use encoding_rs::GBK;
use kanhe_document::{Document, Format, Limits, Measure, ReadError, read};

/// Quoted-printable, every byte that may be in the way escaped, lines wrapped.
fn quoted(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut width = 0;
    for byte in bytes {
        let piece = match byte {
            b' '..=b'~' if *byte != b'=' => char::from(*byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if width + piece.len() > 72 {
            out += "=\r\n";
            width = 0;
        }
        width += piece.len();
        out += &piece;
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (line, chunk) in bytes.chunks(3).enumerate() {
        let bits = chunk.iter().fold(0_u32, |all, b| all << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        let digits = (0..=chunk.len()).map(|i| char::from(DIGITS[(bits >> (18 - 6 * i) & 63) as usize]));
        out.extend(digits);
        out += &"=".repeat(3 - chunk.len());
        if line % 19 == 18 {
            out += "\r\n";
        }
    }
    out
}

/// A part: header lines and content in base64 or quoted-printable.
fn part(header: &str, content: &[u8], as_base64: bool) -> String {
    let (how, body) = if as_base64 { ("base64", base64(content)) } else { ("quoted-printable", quoted(content)) };
    format!("{header}\r\nContent-Transfer-Encoding: {how}\r\n\r\n{body}")
}

fn message(kind: &str, parts: &[String]) -> Vec<u8> {
    let mut out = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/{kind};\r\n\tboundary=\"----=_NextPart_01D9\"\r\n\r\n\
         This document is a Single File Web Page.\r\n"
    );
    for part in parts {
        out += &format!("\r\n------=_NextPart_01D9\r\n{part}");
    }
    out += "\r\n------=_NextPart_01D9--\r\n";
    out.into_bytes()
}

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn texts(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|p| p.text.as_str()).collect()
}

#[test]
fn a_report_that_word_saved_as_one_file_reads_as_its_page() {
    let page = gbk(
        "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><title>自评报告</title>\
        </head><body><p>一、基本情况</p><table><tr><td>年初预算数</td><td>12.50</td></tr><tr><td>全年执行数</td><td>0</td></tr>\
        </table></body></html>",
    );
    for as_base64 in [false, true] {
        let header = gbk("<html><body>页眉</body></html>");
        let bytes = message(
            "related",
            &[
                part(
                    "Content-Location: file:///C:/1/a.htm\r\nContent-Type: text/html; charset=\"gb2312\"",
                    &page,
                    as_base64,
                ),
                part("Content-Location: file:///C:/1/a.files/header.htm\r\nContent-Type: text/html", &header, false),
                part(
                    "Content-Location: file:///C:/1/a.files/image001.png\r\nContent-Type: image/png",
                    b"\x89PNG",
                    true,
                ),
            ],
        );
        let document = open(&bytes).unwrap();
        assert_eq!((document.format, document.title.as_deref()), (Format::Mht, Some("自评报告")));
        assert_eq!(texts(&document), ["一、基本情况"]);
        assert_eq!(rows(only_table(&document)), [["年初预算数", "12.50"], ["全年执行数", "0"]]);
        assert!(document.gaps.is_empty(), "{:?}", document.gaps);
        assert_sound(&document);
    }
}

/// What Excel writes for a workbook of several sheets: a frameset that lists them, and a page each.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut listed = String::new();
    let mut pages = Vec::new();
    for (number, (name, content)) in sheets.iter().enumerate() {
        let file = format!("book.files/sheet{:03}.htm", number + 1);
        listed += &format!(
            "<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef=\"{file}\"/></x:ExcelWorksheet>"
        );
        pages.push(part(
            &format!("Content-Location: file:///C:/9F8A/{file}\r\nContent-Type: text/html; charset=\"us-ascii\""),
            &gbk(&format!(
                "<html><head><meta content=\"text/html; charset=gb2312\"></head><body>{content}</body></html>"
            )),
            false,
        ));
    }
    let root = format!(
        "<html><head><meta name=\"Excel Workbook Frameset\"><meta content=\"text/html; charset=gb2312\">\
         <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{listed}</x:ExcelWorksheets></x:ExcelWorkbook></xml>\
         <![endif]--></head><frameset rows=\"*,39\"><frame src=\"book.files/sheet001.htm\" name=\"frSheet\">\
         <frame src=\"book.files/tabstrip.htm\"><noframes><body><p>此页使用了框架</p></body></noframes></frameset></html>"
    );
    let root = part(
        "Content-Location: file:///C:/9F8A/book.htm\r\nContent-Type: text/html; charset=\"us-ascii\"",
        &gbk(&root),
        false,
    );
    // Excel does not keep the sheets in order.
    pages.reverse();
    message("related", &std::iter::once(root).chain(pages).collect::<Vec<_>>())
}

#[test]
fn every_sheet_of_a_workbook_saved_as_one_file_is_read_in_order_with_its_name() {
    let row =
        |label: &str| format!("<table><tr><td>{label}</td><td>1</td></tr><tr><td>得分</td><td>2</td></tr></table>");
    let hidden = format!(
        "<!--[if gte mso 9]><xml><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></xml><![endif]-->{}",
        row("旧")
    );
    let bytes = workbook(&[("整体自评 &amp; 表", &row("整体")), ("项目自评表", &row("项目")), ("草稿", &hidden)]);
    let document = open(&bytes).unwrap();
    let tables: Vec<(u32, Option<&str>, bool, &str)> =
        document.tables().map(|t| (t.number, t.sheet.as_deref(), t.hidden, t.cells[0].text.as_str())).collect();
    assert_eq!(
        tables,
        [
            (1, Some("整体自评 & 表"), false, "整体"),
            (2, Some("项目自评表"), false, "项目"),
            (3, Some("草稿"), true, "旧"),
        ]
    );
    assert!(texts(&document).is_empty());
    assert_sound(&document);
}

#[test]
fn a_sheet_that_is_not_in_the_file_is_a_gap() {
    let bytes = workbook(&[("甲", "<table><tr><td>a<td>1<tr><td>b<td>2</table>"), ("乙", "x")]);
    let text = String::from_utf8(bytes).unwrap().replace("C:/9F8A/book.files/sheet002", "C:/9F8A/book.files/lost");
    let document = open(text.as_bytes()).unwrap();
    assert_eq!(document.tables().count(), 1);
    assert!(document.gaps.iter().any(|g| g.place == "乙"), "{:?}", document.gaps);
}

#[test]
fn a_page_in_a_frame_that_a_browser_saved_is_read_after_the_page_around_it() {
    let outer = "<html><body><p>信息公开</p><iframe src=\"cid:f1@mhtml.blink\"></iframe><iframe src=\"cid:gone\"></iframe></body></html>";
    let bytes = message(
        "related",
        &[
            part("Content-Type: text/html\r\nContent-ID: <f0@mhtml.blink>", outer.as_bytes(), false),
            part("Content-Type: text/html\r\nContent-ID: <f1@mhtml.blink>", "<p>自评结论</p>".as_bytes(), true),
        ],
    );
    assert_eq!(texts(&open(&bytes).unwrap()), ["信息公开", "自评结论"]);
}

#[test]
fn a_mail_without_attachments_is_read_for_its_text() {
    let mail = "Return-Path: <a@example.cn>\r\nReceived: from x by y;\r\n\tMon, 1 Apr 2024 10:00:00 +0800\r\nFrom: a@example.cn\r\n\
        Subject: =?gb2312?B?19TGwLGouOY=?=\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let mut bytes = mail.as_bytes().to_vec();
    bytes.extend(base64(&gbk("年初预算数12.50万元。\r\n执行率100%。")).into_bytes());
    let document = open(&bytes).unwrap();
    assert_eq!(document.title.as_deref(), Some("自评报告"));
    assert_eq!(texts(&document), ["年初预算数12.50万元。", "执行率100%。"]);
    let alternative = message(
        "alternative",
        &[part("Content-Type: text/plain", b"plain", false), part("Content-Type: text/html", b"<p>page</p>", false)],
    );
    assert_eq!(texts(&open(&alternative).unwrap()), ["page"]);
    assert_eq!(open(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n \r\n"), Err(ReadError::Empty));
}

#[test]
fn an_archive_that_breaks_off_is_read_with_a_gap() {
    let whole =
        message("related", &[part("Content-Type: text/html", "<p>一、概况</p><p>二、结论</p>".as_bytes(), false)]);
    let end = whole.windows(8).enumerate().rfind(|(_, w)| w == b"\r\n------").unwrap().0;
    let cut = &whole[..end];
    let document = open(cut).unwrap();
    assert_eq!(texts(&document), ["一、概况", "二、结论"]);
    assert_eq!(document.gaps.len(), 1);
    for length in 0..whole.len() {
        if let Err(error) = open(&whole[..length]) {
            assert!(!error.zh().is_empty());
        }
    }
}

#[test]
fn a_text_that_starts_with_a_colon_is_no_mail() {
    assert_eq!(open("From: 财政局\n收件：各单位\n".as_bytes()).unwrap().format, Format::Txt);
    assert_eq!(open(b"Note: budget\n\nContent-Type: x\n").unwrap().format, Format::Txt);
}

#[test]
fn multiparts_without_end_and_headers_without_sense_are_bounded() {
    let mut deep = String::from("MIME-Version: 1.0\r\n");
    for level in 0..100_000 {
        deep += &format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n");
    }
    assert!(matches!(open(deep.as_bytes()), Err(ReadError::TooLarge { what: Measure::ElementDepth, .. })));
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    assert!(open(nested.as_bytes()).is_err());
    let parts = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\n".repeat(20_000));
    assert!(matches!(open(parts.as_bytes()), Err(ReadError::TooLarge { what: Measure::ZipEntries, .. })));
    let odd = format!("Content-Type: text/html; name={}\r\n\r\n<p>x", "=?gbk?B?".repeat(200_000));
    assert!(open(odd.as_bytes()).is_ok());
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    assert!(matches!(read(odd.as_bytes(), &limits), Err(ReadError::TooLarge { .. })));
}
