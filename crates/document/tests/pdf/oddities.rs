//! Scans, layers, form fields, passwords, and files that are broken or hostile.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::{Compression, write::ZlibEncoder};
use kanhe_document::{Limits, Measure, ReadError, Sniffed, read, sniff};

use crate::common::{assert_sound, paragraphs};
use crate::paper::{GBK, Paper, text};

const SCAN: &str = "q 600 0 0 800 0 0 cm /Im Do Q\n";

fn with_image() -> Paper {
    let mut paper = Paper::new(GBK);
    let image =
        paper.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"x");
    paper.resources += &format!("/XObject<</Im {image} 0 R>>");
    paper
}

#[test]
fn a_scan_is_said_to_be_one() {
    assert_eq!(with_image().page(SCAN).read(), Err(ReadError::Scanned { pages: 1 }));
    let document = with_image().page(&text(60, 100, 12, "封面")).page(SCAN).read().unwrap();
    assert_eq!(document.gaps.len(), 1);
    assert!(document.gaps[0].place.contains("page 2"), "{:?}", document.gaps);
}

#[test]
fn recognised_text_over_a_scan_is_read_with_a_warning() {
    let hidden = text(60, 100, 12, "执行率98.5%").replace("BT", "BT 3 Tr");
    let document = with_image().page(&(SCAN.to_owned() + &hidden)).read().unwrap();
    assert_eq!(paragraphs(&document), ["执行率98.5%"]);
    assert!(document.gaps[0].zh.contains("OCR"), "{:?}", document.gaps);
}

#[test]
fn a_layer_that_is_off_shows_nothing() {
    let mut paper = Paper::new(GBK);
    let layer = paper.object("<</Type/OCG/Name(x)>>");
    paper.catalog = format!("/OCProperties<</OCGs[{layer} 0 R]/D<</OFF[{layer} 0 R]>>>>");
    paper.resources += &format!("/Properties<</L {layer} 0 R>>");
    let page = format!("/OC /L BDC\n{}EMC\n{}", text(60, 100, 12, "旧稿"), text(60, 130, 12, "定稿"));
    assert_eq!(paragraphs(&paper.page(&page).read().unwrap()), ["定稿"]);
}

#[test]
fn what_a_form_field_shows_is_text() {
    let mut paper = Paper::new(GBK);
    let look = paper.stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<<{}>>", paper.resources),
        b"BT /F 12 Tf 2 4 Td <39352e35> Tj ET",
    );
    paper.page_entries =
        format!("/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/Rect[108 698 208 718]/AP<</N {look} 0 R>>>>]");
    let document = paper.page(&text(60, 98, 12, "总分：")).read().unwrap();
    assert_eq!(paragraphs(&document), ["总分： 95.5"]);
}

#[test]
fn a_password_is_asked_for_only_where_one_is_needed() {
    assert_eq!(read(include_bytes!("../samples/locked.pdf"), &Limits::default()), Err(ReadError::Encrypted));
    // Printing is restricted, reading is not; its objects lie in compressed streams.
    let document = read(include_bytes!("../samples/restricted.pdf"), &Limits::default()).unwrap();
    assert_eq!(paragraphs(&document), ["预算执行率97.22%"]);
}

#[test]
fn a_file_whose_directory_is_wrong_is_read_by_searching_it() {
    let bytes = Paper::new(GBK).page(&text(60, 100, 12, "自评得分98分。")).bytes();
    let at = bytes.windows(9).rposition(|w| w == b"startxref").unwrap();
    let mut wrong = bytes[..at].to_vec();
    wrong.extend(b"startxref\n7\n%%EOF");
    assert_eq!(paragraphs(&read(&wrong, &Limits::default()).unwrap()), ["自评得分98分。"]);
    // In front of it, what a server sent along.
    let late = [b"\r\nX-Served: yes\r\n\r\n".as_slice(), &bytes].concat();
    assert_eq!(paragraphs(&read(&late, &Limits::default()).unwrap()), ["自评得分98分。"]);
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn streams_that_inflate_without_end_are_refused() {
    let zeros = zlib(&vec![b' '; 40 << 20]);
    let start = Instant::now();
    let mut objects = Paper::new(GBK);
    objects.stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zeros);
    let error = objects.page("").read().unwrap_err();
    assert!(matches!(error, ReadError::Bomb { .. }), "{error}");
    let mut content = Paper::new(GBK);
    let stream = content.stream("/Filter/FlateDecode", &zeros);
    content.page_entries = format!("/Contents {stream} 0 R");
    let limits = Limits { inflated_bytes: 1 << 20, ..Limits::default() };
    let error = read(&content.page("").bytes(), &limits).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { what: Measure::InflatedBytes, .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn forms_that_draw_themselves_and_endless_drawings_end() {
    let mut paper = Paper::new(GBK);
    let form =
        |next: usize| format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X {next} 0 R>>>>");
    let own = paper.stream(&form(4), b"/X Do /X Do");
    paper.stream(&form(3), b"/X Do /X Do");
    paper.resources += &format!("/XObject<</X {own} 0 R>>");
    let start = Instant::now();
    let document = paper.page(&("/X Do ".to_owned() + &text(60, 100, 12, "完"))).read().unwrap();
    assert_eq!(paragraphs(&document), ["完"]);
    let limits = Limits { operators: 1_000, ..Limits::default() };
    let error = read(&Paper::new(GBK).page(&"q Q ".repeat(2_000)).bytes(), &limits).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { what: Measure::Operators, .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn thousands_of_lines_and_pages_take_no_time() {
    let start = Instant::now();
    let lines: String = (0..3_000)
        .map(|i| format!("0 {} m 600 {} l S {} 0 m {} 800 l S\n", i % 800, i % 800, i % 600, i % 600))
        .collect();
    let document = Paper::new(GBK).page(&(lines + &text(60, 100, 12, "甲"))).read();
    assert_sound(&document.unwrap());
    let error =
        read(&Paper::new(GBK).page("").page("").bytes(), &Limits { pages: 1, ..Limits::default() }).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { what: Measure::Pages, .. }));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_download_that_broke_off_is_an_error_or_a_sound_document() {
    let bytes = Paper::new(GBK).page(&text(60, 100, 12, "自评得分98分。")).bytes();
    assert!(matches!(sniff(&bytes), Sniffed::Known(_)));
    for length in (9..bytes.len()).step_by(7) {
        match read(&bytes[..length], &Limits::default()) {
            Ok(document) => assert_sound(&document),
            Err(error) => assert!(error.zh().contains('请')),
        }
    }
}
