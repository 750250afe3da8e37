//! The few words of the layout itself, in both languages.

use kanhe_report::Lang;

/// Chinese or English, as asked.
pub(crate) const fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
