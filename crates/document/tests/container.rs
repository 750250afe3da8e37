//! Archives of documents as clerks are sent them: names from Chinese Windows, archives in archives, mails with reports
//! attached; and those that are broken or hostile.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use common::{Workbook, package};
use encoding_rs::GBK;
use flate2::Compression;
use flate2::write::GzEncoder;
use kanhe_document::container::{Container, is_document};
use kanhe_document::{Limits, Measure, ReadError};
use proptest::prelude::*;

type Opened<'a> = Container<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Option<Opened<'_>>, ReadError> {
    Container::open(Cursor::new(bytes), "材料.gz", &Limits::default())
}

fn names(bytes: &[u8]) -> Vec<String> {
    open(bytes).unwrap().unwrap().names().map(str::to_owned).collect()
}

fn take(bytes: &[u8], name: &str) -> Result<Vec<u8>, ReadError> {
    open(bytes).unwrap().unwrap().take(name).unwrap().and_then(|packed| packed.unpack(&Limits::default()))
}

/// An archive with a name that its program wrote in GBK, and did not say so.
fn with_gbk_name(name: &str, content: &[u8]) -> Vec<u8> {
    let raw = GBK.encode(name).0.into_owned();
    let stand_in = "x".repeat(raw.len());
    let mut bytes = package(&[(&stand_in, content)]);
    while let Some(at) = bytes.windows(raw.len()).position(|w| w == stand_in.as_bytes()) {
        bytes[at..at + raw.len()].copy_from_slice(&raw);
    }
    bytes
}

#[test]
fn names_from_chinese_windows_are_recovered() {
    let bytes = with_gbk_name("株洲市/2023年度部门整体支出绩效自评报告.docx", b"content");
    assert_eq!(names(&bytes), ["株洲市/2023年度部门整体支出绩效自评报告.docx"]);
    assert_eq!(take(&bytes, "株洲市/2023年度部门整体支出绩效自评报告.docx").unwrap(), b"content");
    assert_eq!(names(&package(&[("内部/文件.docx", b"x")])), ["内部/文件.docx"]);
}

#[test]
fn what_systems_leave_behind_is_passed_over() {
    let bytes = package(&[
        ("自评.docx", b"x"),
        ("__MACOSX/._自评.docx", b"x"),
        ("~$自评.docx", b"x"),
        (".hidden/自评.docx", b"x"),
        ("Thumbs.db", b"x"),
        ("照片.jpg", b"x"),
        ("附件.rar", b"x"),
        ("表.XLSX", b"x"),
    ]);
    assert_eq!(names(&bytes), ["自评.docx", "附件.rar", "表.XLSX"]);
    assert!(is_document("a/报告.wps") && !is_document("docx") && !is_document("a.docx/b.png"));
}

#[test]
fn office_files_pages_and_pictures_are_no_containers() {
    for bytes in [
        Workbook::sheet("").bytes(),
        package(&[("word/document.xml", b"<w/>")]),
        package(&[("[Content_Types].xml", b"<Types/>"), ("word2/d.xml", b"<w/>")]),
        "<html>".into(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
        vec![],
        b"From: a@example.cn\r\nContent-Type: text/html\r\n\r\n<p>x".to_vec(),
    ] {
        assert!(open(&bytes).unwrap().is_none());
    }
    assert_eq!(open(&package(&[("照片.jpg", b"x")])).unwrap().unwrap().names().len(), 0);
}

#[test]
fn an_archive_in_an_archive_is_looked_into_and_one_deeper_is_a_file() {
    let deepest = package(&[("丙.docx", b"3")]);
    let inner = package(&[("乙.docx", b"2"), ("更深.zip", &deepest)]);
    let outer = package(&[("甲.docx", b"1"), ("各单位.zip", &inner), ("坏.zip", b"PK\x03\x04")]);
    assert_eq!(names(&outer), ["甲.docx", "各单位.zip/乙.docx", "各单位.zip/更深.zip", "坏.zip"]);
    assert_eq!(take(&outer, "各单位.zip/乙.docx").unwrap(), b"2");
    assert_eq!(take(&outer, "各单位.zip/更深.zip").unwrap(), deepest);
    assert!(open(&outer).unwrap().unwrap().take("丁.docx").is_none());
}

#[test]
fn many_archives_in_an_archive_are_read_in_any_order() {
    let inner: Vec<(String, Vec<u8>)> =
        (0..20).map(|n| (format!("{n}.zip"), package(&[("a.docx", format!("{n}").as_bytes())]))).collect();
    let outer = package(&inner.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect::<Vec<_>>());
    let mut container = open(&outer).unwrap().unwrap();
    for n in (0..20).chain((0..20).rev()) {
        let packed = container.take(&format!("{n}.zip/a.docx")).unwrap().unwrap();
        assert_eq!(packed.unpack(&Limits::default()).unwrap(), format!("{n}").into_bytes());
    }
}

#[test]
fn a_gzip_file_is_the_document_in_it() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all("自评".as_bytes()).unwrap();
    let mut bytes = gzip.finish().unwrap();
    assert_eq!(names(&bytes), ["材料"]);
    assert_eq!(take(&bytes, "材料").unwrap(), "自评".as_bytes());
    let last = bytes.len() - 5;
    bytes[last] ^= 1;
    assert!(matches!(take(&bytes, "材料"), Err(ReadError::Damaged { .. })));
}

#[test]
fn reports_attached_to_a_mail_are_documents() {
    let mail = "From: a@example.cn\r\nDate: Mon, 1 Apr 2024 10:00:00 +0800\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
        --b\r\nContent-Type: application/msword; name=\"=?gb18030?B?19TGwA==?=\r\n =?gb18030?B?sai45i5kb2N4?=\"\r\n\
        Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n\
        --b\r\nContent-Disposition: attachment; filename*0*=utf-8''%E8%A1%A8; filename*1=\"1.xlsx\"\r\n\r\nraw\r\nbytes\r\n\
        --b\r\nContent-Disposition: attachment; filename=\"C:\\users\\a.txt\"\r\n\r\nx\r\n\
        --b\r\nContent-Type: image/png; name=logo.png\r\n\r\nx\r\n--b--\r\n";
    assert_eq!(names(mail.as_bytes()), ["自评报告.docx", "表1.xlsx", "a.txt"]);
    assert_eq!(take(mail.as_bytes(), "自评报告.docx").unwrap(), b"abc");
    assert_eq!(take(mail.as_bytes(), "表1.xlsx").unwrap(), b"raw\r\nbytes");
    // Read as a document, the mail says what it did not read.
    let document = kanhe_document::read(mail.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.gaps.len(), 3, "{:?}", document.gaps);
}

#[test]
fn names_lead_nowhere_and_each_is_given_once() {
    let bytes = package(&[
        ("../../etc/a.docx", b"1"),
        ("/root/b.docx", b"2"),
        ("C:\\windows\\c.docx", b"3"),
        ("./a/./d\u{1b}[31m\u{202e}xcod.docx", b"4"),
        ("etc/a.docx", b"5"),
        ("..", b"6"),
    ]);
    let expected = ["etc/a.docx", "root/b.docx", "windows/c.docx", "a/d_[31m_xcod.docx", "etc/a (2).docx"];
    assert_eq!(names(&bytes), expected);
    assert_eq!(take(&bytes, "etc/a (2).docx").unwrap(), b"5");
}

#[test]
fn an_entry_with_a_password_says_so_and_the_others_are_read() {
    let mut bytes = package(&[("甲.docx", b"1"), ("乙.docx", b"2")]);
    // The flag's first bit in the local header and the directory of the first entry.
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    assert_eq!(take(&bytes, "甲.docx"), Err(ReadError::EncryptedEntry));
    assert_eq!(take(&bytes, "乙.docx").unwrap(), b"2");
    assert!(ReadError::EncryptedEntry.zh().contains("密码"));
}

#[test]
fn a_bomb_is_not_inflated() {
    let zeros = vec![b' '; 40 << 20];
    let bytes = package(&[("a.docx", &zeros), ("b.docx", b"fine")]);
    let start = Instant::now();
    assert_eq!(take(&bytes, "a.docx"), Err(ReadError::Bomb { part: "a.docx".into() }));
    assert_eq!(take(&bytes, "b.docx").unwrap(), b"fine");
    let outer = package(&[("in.zip", &bytes)]);
    assert_eq!(take(&outer, "in.zip/a.docx"), Err(ReadError::Bomb { part: "in.zip/a.docx".into() }));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_archive_whose_entries_share_their_bytes_is_refused() {
    let mut bytes = package(&[("a.docx", &[7; 5000]), ("b.docx", &[7; 5000])]);
    // Both entries of the directory claim the whole archive as theirs.
    let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let entries: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == *b"PK\x01\x02").collect();
    for at in entries {
        bytes[at + 20..at + 24].copy_from_slice(&size);
    }
    assert!(matches!(open(&bytes), Err(ReadError::Bomb { .. })));
}

#[test]
fn too_much_in_an_archive_is_refused_before_it_is_unpacked() {
    let inner = package(&[("1.docx", b"x"), ("2.docx", b"x"), ("3.docx", b"x")]);
    let bytes = package(&[("a.zip", &inner), ("b.zip", &inner)]);
    let with = |limits: &Limits| Container::open(Cursor::new(&bytes), "", limits).map(|c| c.map(|c| c.names().len()));
    assert_eq!(with(&Limits::default()), Ok(Some(6)));
    let entries = with(&Limits { container_entries: 7, ..Limits::default() });
    assert!(matches!(entries, Err(ReadError::TooLarge { what: Measure::ContainerEntries, .. })));
    let inflated = with(&Limits { container_inflated_bytes: 500, ..Limits::default() });
    assert!(matches!(inflated, Err(ReadError::TooLarge { what: Measure::ContainerInflatedBytes, .. })));
    let size = with(&Limits { container_bytes: 100, ..Limits::default() });
    assert!(matches!(size, Err(ReadError::TooLarge { what: Measure::ContainerBytes, .. })));
    let document = take_with(&package(&[("a.docx", &[b'x'; 2000])]), &Limits { file_bytes: 1000, ..Limits::default() });
    assert!(matches!(document, Err(ReadError::TooLarge { what: Measure::FileBytes, .. })));
}

fn take_with(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let mut container = Container::open(Cursor::new(bytes), "", limits).unwrap().unwrap();
    container.take("a.docx").unwrap().and_then(|packed| packed.unpack(limits))
}

#[test]
fn a_directory_of_millions_of_entries_is_not_read() {
    let mut bytes = b"PK\x03\x04".to_vec();
    let start = u32::try_from(bytes.len()).unwrap();
    let mut entry = b"PK\x01\x02".to_vec();
    entry.resize(46, 0);
    for _ in 0..2_000_000 {
        bytes.extend_from_slice(&entry);
    }
    let length = u32::try_from(bytes.len()).unwrap() - start;
    // The zip64 end record says how many there are.
    let end64 = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    for field in [44_u64, 0x2d_002d, 0, 2_000_000, 2_000_000, u64::from(length), u64::from(start)] {
        let wide = field.to_le_bytes();
        bytes.extend(if field == 0x2d_002d { &wide[..4] } else { &wide[..] });
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(end64.to_le_bytes());
    bytes.extend(b"\x01\0\0\0PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    bytes.extend([0xff; 8]);
    bytes.extend([0, 0]);
    let began = Instant::now();
    assert!(open(&bytes).is_err());
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn an_archive_that_broke_off_is_an_error() {
    let whole = package(&[("甲.docx", b"1"), ("乙.docx", b"2")]);
    for length in 4..whole.len() {
        let error = open(&whole[..length]).map(|c| c.map(|c| c.names().len())).unwrap_err();
        assert!(error.zh().contains("损坏"), "{}", error.zh());
    }
}

#[test]
fn ten_thousand_documents_are_listed_and_taken_out_one_at_a_time() {
    let parts: Vec<(String, String)> = (0..10_000).map(|n| (format!("单位{n}/自评.txt"), format!("单位{n}"))).collect();
    let bytes = package(&parts.iter().map(|(n, c)| (n.as_str(), c.as_bytes())).collect::<Vec<_>>());
    let began = Instant::now();
    let mut container = open(&bytes).unwrap().unwrap();
    assert_eq!(container.names().len(), 10_000);
    for (name, content) in parts.iter().rev() {
        let packed = container.take(name).unwrap().unwrap();
        assert_eq!(packed.unpack(&Limits::default()).unwrap(), content.as_bytes());
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

const MAIL: &str = "From: a@example.cn\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n\
    --b\r\nContent-Type: application/x; name=\"=?gbk?B?19TGwA==?=.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--\r\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_damaged_container_is_an_error_or_gives_documents(
        zipped in any::<bool>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let mut bytes = if zipped { package(&[("a.docx", b"1"), ("b.zip", &package(&[("c.txt", b"2")]))]) } else { MAIL.into() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(Some(mut container)) = open(&bytes) {
            let names: Vec<String> = container.names().map(str::to_owned).collect();
            for name in names {
                prop_assert!(!name.starts_with('/') && name.split('/').all(|s| s != ".." && !s.is_empty()));
                let taken = container.take(&name).unwrap().and_then(|packed| packed.unpack(&Limits::default()));
                prop_assert!(taken.is_ok() || taken.is_err_and(|e| !e.zh().is_empty()));
            }
        }
        let _ = kanhe_document::read(&bytes, &Limits::default());
    }
}
