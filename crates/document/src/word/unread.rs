//! What stands in a text document and cannot be shown as text.

use crate::model::Gap;

/// With pictures and less text than this (bytes), a document is taken for a scan.
const SCAN_TEXT: u64 = 120;

/// What was met and cannot be rendered as text.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Met {
    /// Pictures.
    pub pictures: usize,
    /// Embedded objects (`w:object`).
    pub objects: usize,
    /// Embedded foreign documents (`w:altChunk`) and sub-documents.
    pub chunks: usize,
    /// Signs of picture fonts without a known look.
    pub signs: usize,
    /// Bytes of text.
    pub text: u64,
}

/// Gaps for what a text reader cannot show.
pub(crate) fn gaps(main: &str, met: &Met) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut gap = |zh: String, en: String| gaps.push(Gap { place: main.to_owned(), zh, en });
    if met.pictures > 0 && met.text < SCAN_TEXT {
        gap(
            format!(
                "文档几乎没有文字，只有 {} 张图片，像是扫描件；图片里的文字读不出来，请提供可编辑的原件。",
                met.pictures
            ),
            format!("{} picture(s) and hardly any text: this looks like a scan, which cannot be read", met.pictures),
        );
    }
    if met.objects > 0 {
        gap(
            format!("文档中有 {} 个嵌入对象（如 Excel 表格、公式），其中的内容没有读取。", met.objects),
            format!("{} embedded object(s) such as worksheets or equations were not read", met.objects),
        );
    }
    if met.chunks > 0 {
        gap(
            format!("文档中有 {} 处引用的外部文档块（altChunk），没有读取；请用 Word 打开后另存再试。", met.chunks),
            format!(
                "{} embedded foreign document(s) (altChunk) were not read; save the file again in Word",
                met.chunks
            ),
        );
    }
    if met.signs > 0 {
        gap(
            format!("有 {} 个特殊符号字体的字符无法识别，已略去。", met.signs),
            format!("{} sign(s) of a picture font are unknown and were left out", met.signs),
        );
    }
    gaps
}
