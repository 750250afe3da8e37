//! Which character a code is: right, or said to be unknown.

use std::fmt::Write;

use crate::common::paragraphs;
use crate::paper::{GBK, Paper, text};

const TEXT: &str = "年初预算资金1,239,500.80元，执行率97.22%";

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().fold(String::new(), |mut hex, b| {
        write!(hex, "{b:02x}").unwrap();
        hex
    })
}

fn show(codes: &str) -> String {
    format!("BT /F 12 Tf 1 0 0 1 60 700 Tm <{codes}> Tj ET")
}

fn composite(encoding: &str, ordering: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0\
         /BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>>>]>>"
    )
}

#[test]
fn national_codes_are_read_without_an_embedded_font() {
    let (gbk, _, _) = encoding_rs::GBK.encode(TEXT);
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (encoding, bytes) in [
        ("GBK-EUC-H", gbk.to_vec()),
        ("GBKp-EUC-H", gbk.to_vec()),
        ("GBK2K-H", gbk.to_vec()),
        ("GB-EUC-H", gbk.to_vec()),
        ("UniGB-UCS2-H", utf16.clone()),
        ("UniGB-UTF16-H", utf16),
    ] {
        let document = Paper::new(&composite(encoding, "GB1")).page(&show(&hex(bytes))).read().unwrap();
        assert_eq!(paragraphs(&document), [TEXT], "{encoding}");
        assert!(document.gaps.is_empty());
    }
}

#[test]
fn glyph_numbers_of_the_national_collection_are_characters() {
    // Numbers of Adobe-GB1: 18 is the figure 1, 19 the figure 2.
    let document = Paper::new(&composite("Identity-H", "GB1")).page(&show("001200130012")).read().unwrap();
    assert_eq!(paragraphs(&document), ["121"]);
}

#[test]
fn what_a_font_does_not_say_is_not_guessed() {
    let document = Paper::new(&composite("Identity-H", "Identity")).page(&show("001200130014")).read().unwrap();
    assert_eq!(paragraphs(&document), ["\u{fffd}\u{fffd}\u{fffd}"]);
    let [gap] = document.gaps.as_slice() else { panic!("{:?}", document.gaps) };
    assert!(gap.place.contains("page 1") && gap.zh.contains("3 个字"), "{gap:?}");
}

#[test]
fn radicals_and_ligatures_are_the_characters_they_stand_for() {
    let mut paper = Paper::new("");
    let map =
        "1 begincodespacerange<0000><ffff>endcodespacerange 3 beginbfchar<0001><2F6C><0002><2ED4><0003><FB01>endbfchar";
    let map = paper.stream("", map.as_bytes());
    let font = composite("Identity-H", "Identity")
        .replace("/BaseFont/X/Encoding", &format!("/ToUnicode {map} 0 R/BaseFont/X/Encoding"));
    paper.resources = format!("/Font<</F {font}>>");
    let document = paper.page(&show("000100020003")).read().unwrap();
    assert_eq!(paragraphs(&document), ["目门fi"]);
}

#[test]
fn simple_fonts_go_by_their_encoding_and_its_differences() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding\
        /Differences[65/seven/uni6570/g12]>>>>";
    let document = Paper::new(font).page("BT /F 12 Tf 60 700 Td (1.5\\226 ABC) Tj ET").read().unwrap();
    assert_eq!(paragraphs(&document), ["1.5– 7数\u{fffd}"]);
    assert_eq!(document.gaps.len(), 1);
}

#[test]
fn a_raised_figure_is_an_exponent() {
    let page =
        text(60, 100, 12, "绿化面积50m") + "BT /F 6 Tf 1 0 0 1 126 705 Tm <32> Tj ET\n" + &text(129, 100, 12, "以上");
    let document = Paper::new(GBK).page(&page).read().unwrap();
    assert_eq!(paragraphs(&document), ["绿化面积50m²以上"]);
}

#[test]
fn bold_made_by_drawing_twice_is_read_once() {
    let page = text(60, 100, 12, "总分11") + "BT /F 12 Tf 1 0 0 1 60.3 700 Tm <d7dcb7d63131> Tj ET";
    let document = Paper::new(GBK).page(&page).read().unwrap();
    assert_eq!(paragraphs(&document), ["总分11"]);
}
