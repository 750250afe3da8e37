//! Word 2003 XML (`w:wordDocument`) rewritten to the parts of a .docx. The two vocabularies differ in the namespace, in
//! a few names, in how lists are numbered and in how changes are tracked.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::zip;
use crate::ReadError;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The package that Word would write for the document today.
pub(super) fn package(text: &str) -> Result<Vec<u8>, ReadError> {
    let mut rewrite = Rewrite::default();
    rewrite.all(text)?;
    let part = |name: &str, root: &str, content: &str, whole: bool| {
        let end = if whole { format!("</w:{root}>") } else { String::new() };
        let text = format!("<w:{root} xmlns:w=\"{NAMESPACE}\" xml:space=\"preserve\">{content}{end}");
        (name.to_owned(), text)
    };
    let lists = rewrite.lists + &rewrite.instances;
    let parts = [
        part("word/document.xml", "document", &rewrite.body, rewrite.whole),
        part("word/styles.xml", "styles", &rewrite.styles, true),
        part("word/numbering.xml", "numbering", &lists, true),
    ];
    let parts: Vec<(String, &str)> = parts.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    zip(&parts)
}

/// Which part is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Target {
    #[default]
    None,
    Body,
    Styles,
    Lists,
    /// Of the lists those that say where a numbering starts and which definition it takes: they come last.
    Instances,
}

#[derive(Debug, Default)]
struct Rewrite {
    body: String,
    styles: String,
    lists: String,
    instances: String,
    target: Target,
    /// For each open element the end tag to write, and the target to go back to.
    open: Vec<(Cow<'static, str>, Target)>,
    /// The file ends where its root element does.
    whole: bool,
}

impl Rewrite {
    fn all(&mut self, text: &str) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(text);
        loop {
            // Where the XML breaks, the body breaks off, and its reader says so.
            let Ok(event) = reader.read_event() else { return Ok(()) };
            match event {
                Event::Start(element) => {
                    let name = element.name().into_inner().to_owned();
                    if is_skipped(&name) || is_other_annotation(&element) {
                        if reader.read_to_end(element.name()).is_err() {
                            return Ok(());
                        }
                        continue;
                    }
                    self.start(&name, &element);
                }
                Event::Empty(element) => {
                    let name = element.name().into_inner().to_owned();
                    if !is_skipped(&name) && !is_other_annotation(&element) {
                        self.start(&name, &element);
                        self.end();
                    }
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.write(&text),
                Event::CData(text) => self.write(&quick_xml::escape::escape(&*text)),
                Event::GeneralRef(name) => self.write(&format!("&{};", &*name)),
                Event::DocType(_) => {
                    return Err(ReadError::damaged(
                        "",
                        "含有文档类型声明（DTD），Word 文档中不允许，疑似恶意构造",
                        "it holds a document type declaration, which no Word document may",
                    ));
                }
                Event::Eof => {
                    self.whole = self.open.is_empty();
                    return Ok(());
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn write(&mut self, text: &str) {
        match self.target {
            Target::None => {}
            Target::Body => self.body.push_str(text),
            Target::Styles => self.styles.push_str(text),
            Target::Lists => self.lists.push_str(text),
            Target::Instances => self.instances.push_str(text),
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let before = self.target;
        match name {
            "w:body" => self.target = Target::Body,
            "w:styles" => self.target = Target::Styles,
            "w:lists" => self.target = Target::Lists,
            "w:list" => self.target = Target::Instances,
            _ => {}
        }
        let end = self.tag(name, element);
        self.open.push((end, before));
    }

    /// Writes a start tag and gives the end tag; both may be nothing.
    fn tag(&mut self, name: &str, element: &BytesStart<'_>) -> Cow<'static, str> {
        let value = || attribute(element, "w:val").unwrap_or_default();
        let new = match name {
            "w:styles" | "w:lists" => return "".into(),
            "aml:annotation" => match attribute(element, "w:type").as_deref() {
                Some("Word.Deletion") => "w:del",
                _ => "w:ins",
            },
            "w:vmerge" => "w:vMerge",
            "w:hmerge" => "w:hMerge",
            "w:listPr" => "w:numPr",
            "w:ilfo" => "w:numId",
            "w:listDef" => "w:abstractNum",
            "w:list" => "w:num",
            "w:ilst" => "w:abstractNumId",
            "w:listStyleLink" => "w:numStyleLink",
            "w:nfc" => {
                self.write(&format!("<w:numFmt w:val=\"{}\">", numeral(&value())));
                return "</w:numFmt>".into();
            }
            _ if name.starts_with("w:") || name.starts_with("v:") => name,
            // Hints for other programs, and wrappers.
            _ => return "".into(),
        };
        self.write(&format!("<{new}"));
        for attribute in element.attributes().with_checks(false).flatten() {
            let key = match attribute.key.into_inner() {
                "w:listDefId" => "w:abstractNumId",
                "w:ilfo" => "w:numId",
                key if key.starts_with("w:") || key == "xml:space" => key,
                _ => continue,
            };
            // Only a double quote could end the attribute early, and one that a single quote held.
            self.write(&format!(" {key}=\"{}\"", attribute.value.replace('"', "&quot;")));
        }
        self.write(">");
        format!("</{new}>").into()
    }

    fn end(&mut self) {
        let Some((end, before)) = self.open.pop() else { return };
        self.write(&end);
        self.target = before;
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false).flatten().find(|a| a.key.into_inner() == name).map(|a| a.value.into_owned())
}

/// Elements that hold no text of the document.
fn is_skipped(name: &str) -> bool {
    matches!(name, "w:binData" | "w:docOleData" | "w:docPr" | "w:docSuppData" | "w:sectPr" | "w:footnote" | "w:endnote")
        || name.starts_with("o:") && name.ends_with("DocumentProperties")
}

/// An annotation that is no tracked change of text: a comment, a bookmark, a change of looks.
fn is_other_annotation(element: &BytesStart<'_>) -> bool {
    element.name().into_inner() == "aml:annotation"
        && !matches!(attribute(element, "w:type").as_deref(), Some("Word.Deletion" | "Word.Insertion"))
}

/// The name that numbers of this kind have today; Word's own list of 2003.
fn numeral(code: &str) -> &'static str {
    match code.trim() {
        "1" => "upperRoman",
        "2" => "lowerRoman",
        "3" => "upperLetter",
        "4" => "lowerLetter",
        "5" => "ordinal",
        "10" => "ideographDigital",
        "11" => "japaneseCounting",
        "14" => "decimalFullWidth",
        "16" => "japaneseLegal",
        "17" => "japaneseDigitalTenThousand",
        "18" => "decimalEnclosedCircle",
        "19" => "decimalFullWidth2",
        "22" => "decimalZero",
        "23" => "bullet",
        "26" => "decimalEnclosedFullstop",
        "27" => "decimalEnclosedParen",
        "28" => "decimalEnclosedCircleChinese",
        "29" => "ideographEnclosedCircle",
        "30" => "ideographTraditional",
        "31" => "ideographZodiac",
        "32" => "ideographZodiacTraditional",
        "33" => "taiwaneseCounting",
        "34" => "ideographLegalTraditional",
        "35" => "taiwaneseCountingThousand",
        "36" => "taiwaneseDigital",
        "37" => "chineseCounting",
        "38" => "chineseLegalSimplified",
        "39" => "chineseCountingThousand",
        "57" => "numberInDash",
        "255" => "none",
        _ => "decimal",
    }
}
