//! A small writer of PDF files, so that every oddity can be made.

use std::fmt::Write;

use kanhe_document::{Document, Limits, ReadError, read};

/// A font dictionary that shows GBK text without an embedded font.
pub const GBK: &str = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font\
    /Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000\
    /W[814 939 500 7716[500]]>>]>>";

/// A file under construction.
pub struct Paper {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// Entries of every page's dictionary beside the usual.
    pub page_entries: String,
    /// Entries of the catalog beside the usual.
    pub catalog: String,
    /// What stands in each page's resources.
    pub resources: String,
}

impl Paper {
    /// A file whose font `F` is this dictionary.
    pub fn new(font: &str) -> Self {
        let resources = format!("/Font<</F {font}>>");
        Self { objects: vec![], pages: vec![], page_entries: String::new(), catalog: String::new(), resources }
    }

    /// Adds an object; its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        // Catalog and page tree come first.
        self.objects.len() + 2
    }

    /// Adds a stream; its number.
    pub fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend(data);
        body.extend(b"\nendstream");
        self.object(body)
    }

    /// Adds a page of 600 by 800 points.
    pub fn page(mut self, content: &str) -> Self {
        let stream = self.stream("", content.as_bytes());
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<{}>>/Contents {stream} 0 R{}>>",
            self.resources, self.page_entries
        );
        let number = self.object(page);
        self.pages.push(number);
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|p| format!("{p} 0 R ")).collect();
        let tree = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len());
        let catalog = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog);
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        let first = [catalog.into_bytes(), tree.into_bytes()];
        for (number, body) in (1..).zip(first.iter().chain(&self.objects)) {
            writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let (size, start) = (self.objects.len() + 3, out.len());
        out.extend(
            format!("xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").bytes(),
        );
        out
    }

    /// What is read of it.
    pub fn read(&self) -> Result<Document, ReadError> {
        read(&self.bytes(), &Limits::default())
    }
}

/// Text in GBK at a place counted from the upper left corner, as operators.
pub fn text(x: i32, y: i32, size: i32, text: &str) -> String {
    let (bytes, _, wrong) = encoding_rs::GBK.encode(text);
    assert!(!wrong);
    let hex: String = bytes.iter().fold(String::new(), |mut hex, b| {
        write!(hex, "{b:02x}").unwrap();
        hex
    });
    format!("BT /F {size} Tf 1 0 0 1 {x} {} Tm <{hex}> Tj ET\n", 800 - y)
}

/// A line from one point to another, as operators.
pub fn line(x0: i32, y0: i32, x1: i32, y1: i32) -> String {
    format!("{x0} {} m {x1} {} l S\n", 800 - y0, 800 - y1)
}

/// All lines of a grid with these borders.
pub fn grid(xs: &[i32], ys: &[i32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|y| line(left, *y, right, *y));
    across.chain(xs.iter().map(|x| line(*x, top, *x, bottom))).collect()
}
