//! A list number in the writing that Word prints.

/// `w:numFmt`, as far as its signs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numeral {
    Decimal,
    /// Padded with zeros to this many digits.
    Padded(u8),
    FullWidth,
    Circled,
    Parenthesised,
    FullStop,
    Dashed,
    UpperLetter,
    LowerLetter,
    UpperRoman,
    LowerRoman,
    Ordinal,
    /// 一 … 九十九, then digit by digit (一〇〇).
    Counting,
    /// 一百二十三.
    CountingThousand,
    /// 百二十三.
    JapaneseCounting,
    /// 一〇一 digit by digit.
    Digital,
    /// 壹佰贰拾叁.
    LegalSimplified,
    /// 壹佰貳拾參.
    LegalTraditional,
    /// 甲乙丙.
    Stems,
    /// 子丑寅.
    Branches,
    /// 甲子乙丑.
    StemsAndBranches,
    /// ㊀㊁㊂.
    CircledIdeograph,
    Bullet,
    None,
}

impl Numeral {
    /// By `w:val` (and `w:format` where that is `custom`). An unknown one counts as decimal, as in Word.
    pub fn new(name: &str, custom: Option<&str>) -> Self {
        match name {
            "none" => Self::None,
            "bullet" => Self::Bullet,
            "decimalZero" => Self::Padded(2),
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalEnclosedFullstop" => Self::FullStop,
            "numberInDash" => Self::Dashed,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "ordinal" => Self::Ordinal,
            "chineseCounting" | "taiwaneseCounting" => Self::Counting,
            "chineseCountingThousand" | "taiwaneseCountingThousand" => Self::CountingThousand,
            "japaneseCounting" | "koreanCounting" => Self::JapaneseCounting,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::Digital,
            "chineseLegalSimplified" => Self::LegalSimplified,
            "ideographLegalTraditional" | "japaneseLegal" => Self::LegalTraditional,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "ideographZodiacTraditional" => Self::StemsAndBranches,
            "ideographEnclosedCircle" => Self::CircledIdeograph,
            "custom" => {
                let first = custom.and_then(|c| c.split(',').next()).unwrap_or_default().trim();
                let is_padded = first.starts_with('0') && first.bytes().all(|b| b.is_ascii_digit());
                if is_padded {
                    Self::Padded(u8::try_from(first.len()).unwrap_or(u8::MAX).min(9))
                } else {
                    Self::Decimal
                }
            }
            _ => Self::Decimal,
        }
    }

    /// By the number format's code in binary files. An unknown one counts as decimal, as in Word.
    pub fn of_code(code: u8) -> Self {
        match code {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::UpperLetter,
            4 => Self::LowerLetter,
            5 => Self::Ordinal,
            10 | 17 | 36 => Self::Digital,
            11 | 42 => Self::JapaneseCounting,
            14 | 19 => Self::FullWidth,
            16 | 34 => Self::LegalTraditional,
            18 | 28 => Self::Circled,
            22 => Self::Padded(2),
            23 => Self::Bullet,
            26 => Self::FullStop,
            27 => Self::Parenthesised,
            29 => Self::CircledIdeograph,
            30 => Self::Stems,
            31 => Self::Branches,
            32 => Self::StemsAndBranches,
            33 | 37 => Self::Counting,
            35 | 39 => Self::CountingThousand,
            38 => Self::LegalSimplified,
            57 => Self::Dashed,
            255 => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Whether `isLgl` leaves it as it is.
    pub fn is_plain_decimal(self) -> bool {
        matches!(self, Self::Decimal | Self::Padded(_))
    }

    /// A number in this writing.
    pub fn write(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::Padded(width) => format!("{n:0width$}", width = usize::from(width)),
            Self::FullWidth => n.to_string().chars().map(full_width).collect(),
            Self::Circled => sign(n, &[(1, 20, '①')]),
            Self::Parenthesised => sign(n, &[(1, 20, '⑴')]),
            Self::FullStop => sign(n, &[(1, 20, '⒈')]),
            Self::CircledIdeograph => sign(n, &[(1, 10, '㊀')]),
            Self::Dashed => format!("- {n} -"),
            Self::UpperLetter => letters(n, 'A'),
            Self::LowerLetter => letters(n, 'a'),
            Self::UpperRoman => roman(n),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::Ordinal => ordinal(n),
            Self::Counting if n < 100 => ideographs(n, &LOWER),
            Self::Counting | Self::Digital => digits(n),
            Self::CountingThousand => ideographs(n, &LOWER),
            Self::JapaneseCounting => ideographs(n, &JAPANESE),
            Self::LegalSimplified => ideographs(n, &SIMPLIFIED),
            Self::LegalTraditional => ideographs(n, &TRADITIONAL),
            Self::Stems => pick(n, 10, |i| nth(STEMS, i)),
            Self::Branches => pick(n, 12, |i| nth(BRANCHES, i)),
            Self::StemsAndBranches => pick(n, 60, |i| nth(STEMS, i % 10) + &nth(BRANCHES, i % 12)),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

struct Writing {
    digits: [char; 10],
    ten: char,
    hundred: char,
    thousand: char,
    /// 一十 and 壹拾 rather than 十.
    one_before_ten: bool,
    /// 一百 rather than 百, and 〇 for an empty place.
    full: bool,
}

const PLAIN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LOWER: Writing =
    Writing { digits: PLAIN, ten: '十', hundred: '百', thousand: '千', one_before_ten: false, full: true };
const JAPANESE: Writing =
    Writing { digits: PLAIN, ten: '十', hundred: '百', thousand: '千', one_before_ten: false, full: false };
const SIMPLIFIED: Writing = Writing {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    ten: '拾',
    hundred: '佰',
    thousand: '仟',
    one_before_ten: true,
    full: true,
};
const TRADITIONAL: Writing = Writing {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    ten: '拾',
    hundred: '佰',
    thousand: '仟',
    one_before_ten: true,
    full: true,
};

fn digit(writing: &Writing, n: u32) -> char {
    writing.digits.get(n as usize).copied().unwrap_or('〇')
}

/// With 十 百 千, below ten thousand; larger ones in figures.
fn ideographs(n: u32, writing: &Writing) -> String {
    if n == 0 {
        return digit(writing, 0).to_string();
    }
    if n >= 10_000 {
        return n.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (size, unit) in
        [(1000, Some(writing.thousand)), (100, Some(writing.hundred)), (10, Some(writing.ten)), (1, None)]
    {
        let place = n / size % 10;
        if place == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap && writing.full {
            out.push(digit(writing, 0));
        }
        gap = false;
        let bare = place == 1
            && match unit {
                None => false,
                Some(_) if !writing.full => true,
                Some(_) => size == 10 && out.is_empty() && !writing.one_before_ten,
            };
        if !bare {
            out.push(digit(writing, place));
        }
        out.extend(unit);
    }
    out
}

fn digits(n: u32) -> String {
    n.to_string().chars().map(|c| digit(&LOWER, c.to_digit(10).unwrap_or(0))).collect()
}

fn full_width(c: char) -> char {
    char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
}

/// The sign for a number of the given ranges (first, last, sign of the first), else figures.
fn sign(n: u32, ranges: &[(u32, u32, char)]) -> String {
    ranges
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&n))
        .and_then(|(first, _, c)| char::from_u32(u32::from(*c) + n - first))
        .map_or_else(|| n.to_string(), String::from)
}

/// 1 → A, 26 → Z, 27 → AA, 28 → BB, as Word repeats letters.
fn letters(n: u32, first: char) -> String {
    let Some(index) = n.checked_sub(1) else { return String::new() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    let times = (index / 26 + 1).min(30);
    (0..times).map(|_| letter).collect()
}

/// 4 → IV; digits where no such sign reaches.
pub(crate) fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 32_767 {
        return n.to_string();
    }
    let mut left = n;
    let mut out = String::new();
    for (value, signs) in SIGNS {
        while left >= value {
            out.push_str(signs);
            left -= value;
        }
    }
    out
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn pick(n: u32, last: u32, write: impl Fn(usize) -> String) -> String {
    if n == 0 || n > last { n.to_string() } else { write(n as usize - 1) }
}

fn nth(signs: &str, index: usize) -> String {
    signs.chars().nth(index).map(String::from).unwrap_or_default()
}

/// The number `n` as a circled figure (① to ㊿), if there is one.
pub(crate) fn circled(n: u32) -> Option<char> {
    match n {
        0 => Some('⓪'),
        1..=20 => char::from_u32(0x2460 + n - 1),
        21..=35 => char::from_u32(0x3251 + n - 21),
        36..=50 => char::from_u32(0x32B1 + n - 36),
        _ => None,
    }
}
