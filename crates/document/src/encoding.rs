//! Bytes to text: byte order mark, valid UTF-8, declared label, then a guess made for Chinese files.
//! Bytes that stand for no character become U+FFFD and a [`Gap`], never nothing.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Gap, ReadError};

/// Text as decoded.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) gap: Option<Gap>,
}

/// Decodes a text file or an HTML page. `label` is the character set that a message declares for it; what the text
/// declares of itself comes first.
///
/// # Errors
/// [`ReadError::WrongEncoding`] if no candidate makes sense of most of the bytes.
pub(crate) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    if let Some((encoding, bom)) = byte_order_mark(bytes) {
        return finish(encoding, bytes.get(bom..).unwrap_or_default(), bom);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return finish(encoding, bytes, 0);
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return finish(UTF_8, bytes, 0);
    };
    // A file that breaks off inside its last character is still UTF-8.
    if error.error_len().is_none() && error.valid_up_to() > 3 && !bytes[..error.valid_up_to()].is_ascii() {
        return finish(UTF_8, bytes, 0);
    }
    // A mail program declares ASCII, that is windows-1252, for what it knows nothing of.
    let told = |label: &str| Encoding::for_label(label.as_bytes()).map(widen).filter(|e| *e != WINDOWS_1252);
    let declared = declared_label(bytes).or_else(|| label.and_then(told));
    let sample = bytes.get(..1 << 16).unwrap_or(bytes);
    // A declared label wins unless it leaves much undecoded; else the candidate that reads most like Chinese. The guess
    // costs more than everything else that is done with the page: it is made only then.
    if let Some(encoding) = declared
        && wrong_share(encoding, sample) < 20
    {
        return finish(encoding, bytes, 0);
    }
    let mut order: Vec<&'static Encoding> = Vec::with_capacity(5);
    if let Some(encoding) = declared {
        order.push(encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    for encoding in [UTF_8, widen(guess), GB18030, BIG5] {
        if !order.contains(&encoding) && encoding != WINDOWS_1252 {
            order.push(encoding);
        }
    }
    let best = order.into_iter().min_by_key(|e| (wrong_share(e, sample) / 10, usize::MAX - plausibility(e, sample)));
    finish(best.unwrap_or(GB18030), bytes, 0)
}

/// `gb2312` and `gbk` are read as GB18030, which holds both.
fn widen(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK { GB18030 } else { encoding }
}

/// The encoding of a Windows code page, as old Office formats name it; Chinese where none is named.
pub(crate) fn of_code_page(page: u32) -> &'static Encoding {
    match page {
        950 | 10002 => BIG5,
        932 | 10001 => encoding_rs::SHIFT_JIS,
        949 | 10003 => encoding_rs::EUC_KR,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 | 437 | 850 | 0x8001 => WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        874 => encoding_rs::WINDOWS_874,
        10000 | 0x8000 => encoding_rs::MACINTOSH,
        1200 => UTF_16LE,
        65001 => UTF_8,
        _ => GB18030,
    }
}

fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return Some((GB18030, 4));
    }
    Encoding::for_bom(bytes)
}

/// Whether bytes without a byte order mark are UTF-16 text.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    utf16_without_mark(bytes).is_some()
}

/// UTF-16 without a mark: no unpaired surrogates or controls, and either the zero bytes of Latin characters all on
/// one side, or nearly only Chinese.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..8192).unwrap_or(bytes);
    if !bytes.len().is_multiple_of(2) || bytes.len() < 4 {
        return None;
    }
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let candidates: &[(&'static Encoding, bool)] = match (even, odd) {
        (0, 0) if std::str::from_utf8(bytes).is_err() => &[(UTF_16LE, true), (UTF_16BE, true)],
        (e, o) if o > e.saturating_mul(8) => &[(UTF_16LE, false)],
        (e, o) if e > o.saturating_mul(8) => &[(UTF_16BE, false)],
        _ => &[],
    };
    candidates.iter().find(|(encoding, strict)| looks_like_utf16(sample, encoding, *strict)).map(|(e, _)| *e)
}

fn looks_like_utf16(sample: &[u8], encoding: &'static Encoding, strict: bool) -> bool {
    let units = sample.chunks_exact(2).map(|pair| match pair {
        [a, b] if encoding == UTF_16LE => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    let (mut usual, mut total) = (0_usize, 0_usize);
    for decoded in char::decode_utf16(units) {
        total += 1;
        let Ok(c) = decoded else { continue };
        if c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}') {
            return false;
        }
        if matches!(c, '\u{9}'..='\u{7e}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2030}')
        {
            usual += 1;
        }
    }
    let share = if strict { 97 } else { 80 };
    usual * 100 >= total * share
}

/// The encoding that an XML prolog or a `<meta>` element declares in the first 4 KB.
fn declared_label(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let mut rest = head;
    while let Some(at) = find_ignoring_case(rest, b"charset").or_else(|| prolog(rest)) {
        let after = rest.get(at..).unwrap_or_default();
        let label: Vec<u8> = after
            .iter()
            .copied()
            .skip_while(|b| b.is_ascii_alphabetic())
            .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\''))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
            .collect();
        if let Some(encoding) = Encoding::for_label(&label) {
            // A page that could be read this far is not UTF-16, whatever it says.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { widen(encoding) });
        }
        rest = after.get(7..).unwrap_or_default();
    }
    None
}

fn prolog(head: &[u8]) -> Option<usize> {
    let at = head.iter().position(|b| !b.is_ascii_whitespace())?;
    if !head.get(at..)?.starts_with(b"<?xml") {
        return None;
    }
    let end = head.iter().position(|b| *b == b'>')?;
    find_ignoring_case(head.get(..end)?, b"encoding")
}

fn find_ignoring_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))
}

/// Undecodable sequences in a thousand bytes that are not ASCII.
fn wrong_share(encoding: &'static Encoding, sample: &[u8]) -> usize {
    let mut out = String::new();
    let (wrong, _) = decode_into(encoding, sample, &mut out);
    let high = sample.iter().filter(|b| !b.is_ascii()).count().max(1);
    // The sample may end inside a character.
    wrong.saturating_sub(1) * 1000 / high
}

/// How many of the characters are among those that Chinese official texts use most.
fn plausibility(encoding: &'static Encoding, sample: &[u8]) -> usize {
    const COMMON: &str = "的一是在不了有和人这年度预算绩效项目单位支出万元资金指标完成数量质量时社会经济满意执行率得分情况部门管理工作\
                          這為個國會項績單數質時經濟滿執況門業實際來對發說無與區縣辦學";
    let mut out = String::new();
    decode_into(encoding, sample.get(..8192).unwrap_or(sample), &mut out);
    let (mut common, mut total) = (0_usize, 1_usize);
    for c in out.chars().filter(|c| !c.is_ascii()) {
        total += 1;
        common += usize::from(COMMON.contains(c));
    }
    common * 1000 / total
}

/// Decodes all; U+FFFD for each sequence that cannot be. Returns how many there were and where the first was.
fn decode_into(encoding: &'static Encoding, bytes: &[u8], out: &mut String) -> (usize, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut wrong, mut first, mut at) = (0, 0, 0);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let need = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
        out.reserve(need.max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, out, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (wrong, first),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, pushed_back) => {
                if wrong == 0 {
                    first = at.saturating_sub(usize::from(length) + usize::from(pushed_back));
                }
                wrong += 1;
                out.push('\u{fffd}');
            }
        }
    }
}

fn finish<'a>(encoding: &'static Encoding, bytes: &'a [u8], offset: usize) -> Result<Decoded<'a>, ReadError> {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Decoded { text: Cow::Borrowed(text), gap: None });
    }
    let mut out = String::new();
    let (wrong, first) = decode_into(encoding, bytes, &mut out);
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    if wrong > 2 && wrong * 10 > high {
        return Err(ReadError::WrongEncoding { tried: encoding.name() });
    }
    if wrong > 0 && !out.chars().any(|c| c.is_alphanumeric()) {
        return Err(ReadError::WrongEncoding { tried: encoding.name() });
    }
    let gap = (wrong > 0).then(|| Gap {
        place: format!("byte {}", offset + first),
        zh: format!(
            "按 {} 解读，有 {wrong} 处字节不成字（第一处在第 {} 字节），以“\u{fffd}”代替",
            encoding.name(),
            offset + first
        ),
        en: format!("read as {}, {wrong} byte sequences stand for no character; shown as \u{fffd}", encoding.name()),
    });
    Ok(Decoded { text: Cow::Owned(out), gap })
}
