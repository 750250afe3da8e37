//! Formats told by content, and what a clerk is told about those that are not read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Workbook, compound, open, package};
use kanhe_document::{Foreign, Format, ReadError, Sniffed, sniff};

/// A compound file with these streams, all empty.
fn named(names: &[&str]) -> Vec<u8> {
    compound(&names.iter().map(|name| (*name, Vec::new())).collect::<Vec<_>>())
}

#[test]
fn each_format_is_told_by_content() {
    let known = |format| Sniffed::Known(format);
    let foreign = Sniffed::Foreign;
    let cases: Vec<(&str, Vec<u8>, Sniffed)> = vec![
        ("docx", package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]), known(Format::Docx)),
        ("xlsx", Workbook::sheet("").bytes(), known(Format::Xlsx)),
        ("xlsb", package(&[("xl/workbook.bin", b"x")]), foreign(Foreign::Xlsb)),
        ("pptx", package(&[("ppt/presentation.xml", b"x")]), foreign(Foreign::Slides)),
        ("ods", package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"x")]), known(Format::Ods)),
        ("odt", package(&[("mimetype", b"x"), ("content.xml", b"x")]), foreign(Foreign::OpenDocument)),
        ("ofd", package(&[("OFD.xml", b"x")]), foreign(Foreign::Ofd)),
        ("zip", package(&[("2023年自评表.docx", b"x")]), foreign(Foreign::Zip)),
        ("doc", named(&["1Table", "WordDocument"]), known(Format::Doc)),
        ("xls", named(&["Workbook"]), known(Format::Xls)),
        ("encrypted", named(&["EncryptionInfo", "EncryptedPackage"]), Sniffed::Encrypted),
        ("compound file cut off", named(&["Workbook"])[..600].to_vec(), Sniffed::BrokenPackage),
        ("msi", named(&["Property"]), foreign(Foreign::Ole)),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), known(Format::Pdf)),
        ("rtf", b"{\\rtf1\\ansi\\ansicpg936".to_vec(), known(Format::Rtf)),
        ("mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec(), known(Format::Mht)),
        ("jpeg", vec![0xff, 0xd8, 0xff, 0xe0, 0, 16], Sniffed::Picture("JPEG")),
        ("html saved as .xls", b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>1</td></tr></TABLE>".to_vec(), known(Format::Html)),
        ("xhtml", b"<?xml version='1.0'?><!-- x --><!DOCTYPE html><html/>".to_vec(), known(Format::Html)),
        ("word 2003 xml", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>".to_vec(), known(Format::WordXml)),
        ("xml", b"<?xml version='1.0'?><budget/>".to_vec(), foreign(Foreign::Xml)),
        ("txt", "绩效自评报告 <2023>".as_bytes().to_vec(), known(Format::Txt)),
        ("nothing", vec![], Sniffed::Empty),
        ("spaces", b" \r\n\t".to_vec(), Sniffed::Empty),
        ("junk", (0..=255).collect(), Sniffed::Binary),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(sniff(&bytes), expected, "{name}");
    }
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    let errors = [
        open(b"").unwrap_err(),
        open(&named(&["WordDocument"])).unwrap_err(),
        open(&named(&["EncryptedPackage"])).unwrap_err(),
        open(b"%PDF-1.4").unwrap_err(),
        open(&[0xff, 0xd8, 0xff, 0xe0]).unwrap_err(),
        open(b"PK\x03\x04....").unwrap_err(),
        open(&[0, 1, 2, 3, 4]).unwrap_err(),
    ];
    for error in errors {
        assert!(error.zh().contains('请'), "{}", error.zh());
        assert!(error.en().is_ascii() && error.en().contains(';'), "{}", error.en());
        assert_eq!(error.to_string(), error.en());
        assert!(!error.code().is_empty());
    }
    assert!(matches!(open(b"%PDF-1.4"), Err(ReadError::Damaged { .. })));
}

#[test]
fn a_zip_with_a_password_is_encrypted() {
    let mut bytes = package(&[("word/document.xml", b"<w/>")]);
    // The flag's first bit, in the local header and in the directory.
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    assert_eq!(open(&bytes), Err(ReadError::Encrypted));
}
