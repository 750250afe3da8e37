//! Namespaces, encodings, parts, damage and limits.

use kanhe_document::{Limits, ReadError, read};

use crate::support::{Docx, R, W, at, listed, p, package, report_list, spaces, table, tbl, tc, tcp, texts, tr};

#[test]
fn strict_namespaces_other_prefixes_and_other_encodings_read_alike() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let plain = |space: &str| {
        format!(
            r#"<document xmlns="{space}"><body><p><pPr><jc val="x"/></pPr><r><rPr><b/></rPr><t>正文</t></r></p><tbl><tr><tc><tcPr><tcW w="1"/></tcPr><p><r><t>格</t></r></p></tc></tr></tbl></body></document>"#
        )
    };
    let prefixed = plain(strict)
        .replace("</", "</ns0:")
        .replace('<', "<ns0:")
        .replace("<ns0:/ns0:", "</ns0:")
        .replace("xmlns=", "xmlns:ns0=");
    let local = format!(
        r#"<w:document xmlns:w="{W}"><w:body><x:p xmlns:x="{W}"><x:r><x:t>正文</x:t></x:r></x:p><w:p xmlns:w="urn:else"><w:r><w:t>别的</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#
    );
    for xml in [plain(W), plain(strict), prefixed, local] {
        let document = Docx::document(&xml).read();
        assert_eq!((texts(&document), at(table(&document, 1), 0, 0)), (vec!["正文"], "格"), "{xml}");
    }
    let utf16: Vec<u8> = format!("\u{FEFF}{}", plain(W)).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let document = read(&package(&[("word/document.xml", utf16)]), &Limits::default()).unwrap();
    assert_eq!(texts(&document), ["正文"]);
}

#[test]
fn headers_footers_and_notes_stand_apart() {
    let part = |root: &str, inside: &str| format!("<w:{root} {}>{inside}</w:{root}>", spaces());
    let note = format!(
        r#"<w:footnote w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">{}</w:footnote>"#,
        p("含结转")
    );
    let document = Docx::body(&p("正文"))
        .with("header", "header1.xml", part("hdr", &p("自评报告")))
        .with("header", "header2.xml", part("hdr", &p("自评报告")))
        .with("footer", "footer1.xml", part("ftr", &p("— 1 —")))
        .with("footnotes", "footnotes.xml", part("footnotes", &note))
        .with("comments", "comments.xml", part("comments", &p("批注")))
        .read();
    let margins: Vec<&str> = document.margins.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(margins, ["自评报告", "— 1 —", "含结转"]);
    assert_eq!(texts(&document), ["正文"]);
}

#[test]
fn damage_gives_what_came_before_or_a_clear_error() {
    let body = [p("第一段"), tbl(&[tr(&[tc("甲"), tc("乙")])])].concat();
    let whole = format!("<w:document {}><w:body>{body}", spaces());
    for broken in [
        whole.clone(),
        format!("{whole}</w:p>"),
        format!("{whole}<w:p><w:r><w:t>半"),
        format!("{whole}<w:p><w:pPr><w:jc"),
    ] {
        let document = Docx::document(&broken).read();
        assert_eq!(texts(&document).first(), Some(&"第一段"));
        assert_eq!(at(table(&document, 1), 0, 1), "乙");
        assert_eq!(document.gaps.len(), 1, "{broken}");
    }
    let bytes = Docx::body(&body).bytes();
    for length in [10, bytes.len() / 2, bytes.len() - 5] {
        assert!(read(&bytes[..length], &Limits::default()).is_err());
    }
    let entity = format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{whole}</w:body></w:document>");
    assert!(matches!(read(&Docx::document(&entity).bytes(), &Limits::default()), Err(ReadError::Damaged { .. })));
}

#[test]
fn any_flipped_byte_is_survived() {
    let bytes = Docx::body(&[listed(1, 0, "概况"), tbl(&[tr(&[tc("甲")])])].concat()).numbering(&report_list()).bytes();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = read(&damaged, &Limits::default());
    }
}

#[test]
fn bombs_and_excess_are_refused() {
    let bomb = format!("<w:document {}><w:body>{}", spaces(), " ".repeat(8 << 20));
    assert!(matches!(read(&Docx::document(&bomb).bytes(), &Limits::default()), Err(ReadError::Bomb { .. })));
    let deep = "<w:sdt>".repeat(2000);
    assert!(matches!(read(&Docx::body(&deep).bytes(), &Limits::default()), Err(ReadError::TooLarge { .. })));
    let nested = "<w:tbl><w:tr><w:tc>".repeat(40);
    assert!(matches!(read(&Docx::body(&nested).bytes(), &Limits::default()), Err(ReadError::TooLarge { .. })));
    let wide = tbl(&[tr(&[tcp(r#"<w:gridSpan w:val="4000000000"/>"#, "x")])]);
    assert!(matches!(read(&Docx::body(&wide).bytes(), &Limits::default()), Err(ReadError::TooLarge { .. })));
    let long = tbl(&vec![tr(&[tc("1")]); 100]);
    let limits = Limits { rows: 50, ..Limits::default() };
    assert!(matches!(read(&Docx::body(&long).bytes(), &limits), Err(ReadError::TooLarge { .. })));
}

#[test]
fn the_main_part_is_found_whatever_its_name() {
    let xml = format!("<w:document {}><w:body>{}</w:body></w:document>", spaces(), p("正文")).into_bytes();
    let rels = format!(
        r#"<Relationships><Relationship Type="{R}/officeDocument" Target="/word/document2.xml"/></Relationships>"#
    );
    let types = r#"<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;
    let packages = [
        package(&[("_rels/.rels", rels.into_bytes()), ("word/document2.xml", xml.clone())]),
        package(&[("[Content_Types].xml", types.as_bytes().to_vec()), ("word/document2.xml", xml.clone())]),
        package(&[("Word\\Document.xml", xml)]),
    ];
    for bytes in packages {
        assert_eq!(texts(&read(&bytes, &Limits::default()).unwrap()), ["正文"]);
    }
    assert!(read(&package(&[("word/document.xml.bak", Vec::new())]), &Limits::default()).is_err());
}
