//! Why a file could not be read: what, where, why and what to do, in Chinese and English.

use std::fmt;

use thiserror::Error;

/// Why a file gave no [`Document`](crate::Document).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The file holds no bytes, or nothing but white space.
    #[error("{}", self.en())]
    Empty,
    /// A photo or scan.
    #[error("{}", self.en())]
    Picture {
        /// `JPEG`, `PNG`, …
        kind: &'static str,
    },
    /// A PDF file of scanned pages, without text.
    #[error("{}", self.en())]
    Scanned {
        /// How many pages.
        pages: usize,
    },
    /// A format that is known, and that this program does not read.
    #[error("{}", self.en())]
    Unsupported(Foreign),
    /// Bytes of no known format.
    #[error("{}", self.en())]
    NotADocument,
    /// Opening it takes a password.
    #[error("{}", self.en())]
    Encrypted,
    /// An entry of an archive that takes a password to unpack.
    #[error("{}", self.en())]
    EncryptedEntry,
    /// It exceeds one of the [`Limits`](crate::Limits).
    #[error("{}", self.en())]
    TooLarge {
        /// What is too large.
        what: Measure,
        /// The limit it exceeds.
        limit: u64,
        /// Where: a part of the package, a sheet, a table.
        place: String,
    },
    /// A part of the package inflates to far more than its size: made to exhaust memory.
    #[error("{}", self.en())]
    Bomb {
        /// The part of the package.
        part: String,
    },
    /// The file breaks off or contradicts its own format.
    #[error("{}", self.en())]
    Damaged {
        /// The part of the package, or the place in the file.
        part: String,
        /// What is wrong, in Chinese.
        zh: String,
        /// The same in English.
        en: String,
    },
    /// Text in an encoding that cannot be told, or that was misread for most of the file.
    #[error("{}", self.en())]
    WrongEncoding {
        /// The encoding that came nearest.
        tried: &'static str,
    },
}

/// A known format that this program does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// Word 95 and before (`.doc`).
    OldWord,
    /// Excel 2 to 4, whose sheets stand in no workbook (`.xls`).
    OldExcel,
    /// PowerPoint, old or new.
    Slides,
    /// WPS text or table in its own format (`.wps`, `.et`).
    Wps,
    /// Some other OLE compound file.
    Ole,
    /// OFD, the Chinese fixed-layout format.
    Ofd,
    /// OpenDocument other than workbooks (`.odt`, `.fods`).
    OpenDocument,
    /// Binary workbook (`.xlsb`).
    Xlsb,
    /// Word 2003 XML or SpreadsheetML 2003.
    OfficeXml,
    /// Some other XML.
    Xml,
    /// A zip archive that is no document; perhaps documents are inside.
    Zip,
    /// Another kind of archive.
    Archive(&'static str),
    /// A program.
    Program,
}

/// What a limit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Bytes of the file.
    FileBytes,
    /// Bytes after inflating.
    InflatedBytes,
    /// Entries of the package.
    ZipEntries,
    /// Bytes of a container.
    ContainerBytes,
    /// Entries of a container.
    ContainerEntries,
    /// Bytes of a container's entries after inflating.
    ContainerInflatedBytes,
    /// Tables or sheets.
    Tables,
    /// Cells of all tables.
    Cells,
    /// Rows of a table.
    Rows,
    /// Columns of a table.
    Columns,
    /// Paragraphs.
    Paragraphs,
    /// Bytes of one text.
    TextBytes,
    /// Bytes of all text.
    TotalTextBytes,
    /// Tables inside tables.
    TableDepth,
    /// Elements inside elements.
    ElementDepth,
    /// Elements of a page.
    Elements,
    /// Pages of a PDF file.
    Pages,
    /// Work that drawing a PDF file takes.
    Operators,
}

impl ReadError {
    /// A damaged part, with the reason in both languages.
    pub fn damaged(part: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Damaged { part: part.into(), zh: zh.into(), en: en.into() }
    }

    /// A limit exceeded at a place (a part, a sheet, a table; may be empty).
    pub fn too_large(what: Measure, limit: impl TryInto<u64>, place: impl Into<String>) -> Self {
        Self::TooLarge { what, limit: limit.try_into().unwrap_or(u64::MAX), place: place.into() }
    }

    /// A short stable name of the kind of error, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Picture { .. } => "picture",
            Self::Scanned { .. } => "scanned",
            Self::Unsupported(_) => "unsupported",
            Self::NotADocument => "not-a-document",
            Self::Encrypted => "encrypted",
            Self::EncryptedEntry => "encrypted-entry",
            Self::TooLarge { .. } => "too-large",
            Self::Bomb { .. } => "bomb",
            Self::Damaged { .. } => "damaged",
            Self::WrongEncoding { .. } => "wrong-encoding",
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "文件是空的，没有任何内容。请确认选对了文件，或重新下载、导出。".into(),
            Self::Picture { kind } => format!(
                "这是一张图片（{kind}），不是文档；图片里的文字无法直接读取。请提供原始的 .docx 或 .xlsx，\
                 没有原件的先做文字识别（OCR）并人工核对。"
            ),
            Self::Scanned { pages } => format!(
                "这份 PDF 的 {pages} 页都是扫描的图片，没有文字。请提供生成它的 .docx 或 .xlsx 原件，没有原件的先做文字识别\
                 （OCR）并人工核对。"
            ),
            Self::Unsupported(foreign) => {
                format!("这是{}，目前还不能读取。{}", foreign.zh(), foreign.advice_zh())
            }
            Self::NotADocument => "认不出这是什么文件：不是 .docx、.xlsx、网页，也不是文本。请确认选对了文件。".into(),
            Self::Encrypted => {
                "文件已加密，需要密码才能打开。请在 Word、Excel 或 WPS 中打开，取消密码后另存再试。".into()
            }
            Self::EncryptedEntry => "压缩包设了密码，里面的文件打不开。请先用密码解压，再选择解压出来的文件。".into(),
            Self::TooLarge { what, limit, place } => format!(
                "{}{}超过上限（{limit}）。绩效自评材料不会这么大，请检查文件，或拆分、清理后再试。",
                at_zh(place),
                what.zh()
            ),
            Self::Bomb { part } => {
                format!(
                    "压缩包里的 {part} 解压后异常膨胀，疑似恶意构造，已停止读取。请用 Word、Excel 或 WPS 重新另存后再试。"
                )
            }
            Self::Damaged { part, zh, .. } => {
                format!("{}文件已损坏：{zh}。请重新下载，或用 Word、Excel、WPS 打开修复后另存再试。", at_zh(part))
            }
            Self::WrongEncoding { tried } => {
                format!("判断不出文本的编码（按 {tried} 解读，大部分是乱码）。请另存为 UTF-8 或 GB18030 编码后再试。")
            }
        }
    }

    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Empty => {
                "the file is empty; make sure that it is the right one, or download or export it again".into()
            }
            Self::Picture { kind } => format!(
                "this is a picture ({kind}), not a document, and its text cannot be read; provide the original .docx \
                 or .xlsx, or run OCR on it and check the result"
            ),
            Self::Scanned { pages } => format!(
                "the {pages} pages of this PDF are scanned pictures without text; provide the .docx or .xlsx that it was \
                 made from, or run OCR on it and check the result"
            ),
            Self::Unsupported(foreign) => {
                format!("this is {}, which is not read yet; {}", foreign.en(), foreign.advice_en())
            }
            Self::NotADocument => {
                "not a known format: neither .docx nor .xlsx, nor a page, nor text; make sure that it is the right file"
                    .into()
            }
            Self::Encrypted => {
                "the file is encrypted; open it in Word, Excel or WPS, remove the password and save it again".into()
            }
            Self::EncryptedEntry => {
                "the archive has a password; unpack it with the password and choose the files that come out".into()
            }
            Self::TooLarge { what, limit, place } => format!(
                "{}{} exceed the limit of {limit}; no self-evaluation is that large: check the file, or split it",
                at_en(place),
                what.en()
            ),
            Self::Bomb { part } => format!(
                "{part} inflates to far more than its size, as if made to exhaust memory; save the file again in Word, \
                 Excel or WPS"
            ),
            Self::Damaged { part, en, .. } => format!(
                "{}the file is damaged: {en}; download it again, or repair it in Word, Excel or WPS and save it",
                at_en(part)
            ),
            Self::WrongEncoding { tried } => format!(
                "the text's encoding cannot be told (read as {tried}, most of it is garbled); save it as UTF-8 or GB18030"
            ),
        }
    }
}

fn at_zh(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{place}：") }
}

fn at_en(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{place}: ") }
}

impl Foreign {
    /// The format's name in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::OldWord => "Word 95 或更早版本的文档（.doc）",
            Self::OldExcel => "Excel 2.0–4.0 的工作表（.xls）",
            Self::Slides => "演示文稿（PowerPoint）",
            Self::Wps => "WPS 自有格式（.wps / .et）",
            Self::Ole => "旧版 Office 复合文件",
            Self::Ofd => "OFD 版式文件",
            Self::OpenDocument => "OpenDocument 文档（.odt 等）",
            Self::Xlsb => "二进制工作簿（.xlsb）",
            Self::OfficeXml => "Office 2003 XML 文档",
            Self::Xml => "XML 文件",
            Self::Zip => "压缩包（ZIP）",
            Self::Archive("RAR") => "压缩包（RAR）",
            Self::Archive("7-Zip") => "压缩包（7-Zip）",
            Self::Archive("tar") => "打包文件（tar）",
            Self::Archive(_) => "压缩包",
            Self::Program => "程序文件",
        }
    }

    /// The format's name in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::OldWord => "a document of Word 95 or before (.doc)",
            Self::OldExcel => "a sheet of Excel 2.0 to 4.0 (.xls)",
            Self::Slides => "a slide show",
            Self::Wps => "a WPS file in its own format (.wps / .et)",
            Self::Ole => "an old Office compound file",
            Self::Ofd => "an OFD file",
            Self::OpenDocument => "an OpenDocument file (.odt and the like)",
            Self::Xlsb => "a binary workbook (.xlsb)",
            Self::OfficeXml => "an Office 2003 XML document",
            Self::Xml => "an XML file",
            Self::Zip => "a zip archive",
            Self::Archive("RAR") => "a RAR archive",
            Self::Archive("7-Zip") => "a 7-Zip archive",
            Self::Archive("tar") => "a tar archive",
            Self::Archive(_) => "an archive",
            Self::Program => "a program",
        }
    }

    /// What to do, in Chinese.
    pub fn advice_zh(self) -> &'static str {
        match self {
            Self::OldExcel | Self::Xlsb => "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。",
            Self::OldWord => "请用 Word 或 WPS 打开，另存为 .docx 后再试。",
            Self::Ofd => "请提供生成它的 .docx 或 .xlsx 原件；没有原件的，用 WPS 或 Word 转换为 .docx 并人工核对。",
            Self::Zip | Self::Archive(_) => "请先解压，再选择其中的文档。",
            Self::Wps | Self::Ole | Self::OpenDocument | Self::OfficeXml => {
                "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再试。"
            }
            Self::Slides | Self::Xml | Self::Program => "请确认选对了文件。",
        }
    }

    /// What to do, in English.
    pub fn advice_en(self) -> &'static str {
        match self {
            Self::OldExcel | Self::Xlsb => "open it in Excel or WPS and save it as .xlsx",
            Self::OldWord => "open it in Word or WPS and save it as .docx",
            Self::Ofd => {
                "provide the .docx or .xlsx that it was made from, or convert it to .docx and check the result"
            }
            Self::Zip | Self::Archive(_) => "unpack it and choose the document inside",
            Self::Wps | Self::Ole | Self::OpenDocument | Self::OfficeXml => {
                "open it in Word, Excel or WPS and save it as .docx or .xlsx"
            }
            Self::Slides | Self::Xml | Self::Program => "make sure that it is the right file",
        }
    }
}

impl Measure {
    /// What is measured, in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::FileBytes => "文件大小（字节）",
            Self::InflatedBytes => "解压后的大小（字节）",
            Self::ZipEntries => "压缩包内的条目数",
            Self::ContainerBytes => "压缩包大小（字节）",
            Self::ContainerEntries => "压缩包内的文件数",
            Self::ContainerInflatedBytes => "压缩包内全部文件解压后的大小（字节）",
            Self::Tables => "表格或工作表数",
            Self::Cells => "单元格总数",
            Self::Rows => "表格行数",
            Self::Columns => "表格列数",
            Self::Paragraphs => "段落数",
            Self::TextBytes => "单个单元格或段落的文字量（字节）",
            Self::TotalTextBytes => "全文文字量（字节）",
            Self::TableDepth => "表格嵌套层数",
            Self::ElementDepth => "元素嵌套层数",
            Self::Elements => "网页元素数",
            Self::Pages => "PDF 页数",
            Self::Operators => "PDF 绘图指令数",
        }
    }

    /// What is measured, in English (plural).
    pub fn en(self) -> &'static str {
        match self {
            Self::FileBytes => "bytes of the file",
            Self::InflatedBytes => "bytes after inflating",
            Self::ZipEntries => "entries of the package",
            Self::ContainerBytes => "bytes of the archive",
            Self::ContainerEntries => "files in the archive",
            Self::ContainerInflatedBytes => "bytes of all files in the archive after inflating",
            Self::Tables => "tables or sheets",
            Self::Cells => "table cells",
            Self::Rows => "rows of a table",
            Self::Columns => "columns of a table",
            Self::Paragraphs => "paragraphs",
            Self::TextBytes => "bytes of text in one cell or paragraph",
            Self::TotalTextBytes => "bytes of text",
            Self::TableDepth => "levels of tables inside tables",
            Self::ElementDepth => "levels of elements inside elements",
            Self::Elements => "elements of the page",
            Self::Pages => "pages of the PDF",
            Self::Operators => "drawing operators of the PDF",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en())
    }
}
