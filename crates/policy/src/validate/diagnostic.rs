//! A fault of a policy file, and how it is shown.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use kanhe_report::{Lang, Wording};

use crate::error::line_column;

/// A fault of a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, below the policy folder.
    pub file: String,
    /// Line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: Wording,
    /// What was probably meant.
    pub meant: Option<String>,
    /// What to do, where it takes more than a name.
    pub help: Option<Wording>,
    span: Range<usize>,
    text: String,
}

impl Diagnostic {
    /// About a whole file, or one that is missing.
    pub(crate) fn whole_file(file: &str, what: Wording) -> Self {
        let file = file.to_owned();
        Self { file, line: None, column: None, what, meant: None, help: None, span: 0..0, text: String::new() }
    }

    /// At bytes of a file.
    pub(crate) fn at(file: &str, text: &str, span: Range<usize>, what: Wording) -> Self {
        let span = text.floor_char_boundary(span.start)..text.floor_char_boundary(span.end);
        let (line, column) = line_column(text, span.start);
        let (line, column) = (Some(line), Some(column));
        Self { line, column, span, text: text.to_owned(), ..Self::whole_file(file, what) }
    }

    /// With what was probably meant.
    pub(crate) fn meaning(self, meant: Option<String>) -> Self {
        Self { meant, ..self }
    }

    /// With what to do.
    pub(crate) fn helped(self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { help: Some(Wording::new(zh, en)), ..self }
    }

    pub(crate) fn order(&self) -> (&str, usize, &str) {
        (&self.file, self.span.start, &self.what.zh)
    }

    /// File, line, the line itself with the fault marked, and what was probably meant.
    pub fn render(&self, lang: Lang, color: bool) -> String {
        let level = Level::ERROR.with_name(match lang {
            Lang::Zh => "错误",
            Lang::En => "error",
        });
        let help = Level::HELP.with_name(match lang {
            Lang::Zh => "帮助",
            Lang::En => "help",
        });
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let title = level.primary_title(self.what.get(lang));
        let meant = self.meant.as_ref().map(|meant| match lang {
            Lang::Zh => format!("是不是“{meant}”？"),
            Lang::En => format!("did you mean `{meant}`?"),
        });
        let hints = meant.into_iter().chain(self.help.as_ref().map(|help| help.get(lang).to_owned()));
        if self.line.is_none() {
            let origin = annotate_snippets::Origin::path(self.file.as_str());
            let mut group = title.element(origin);
            for hint in hints {
                group = group.element(help.clone().message(hint));
            }
            return renderer.render(&[group]);
        }
        let snippet = Snippet::source(self.text.as_str())
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(self.first_line()));
        let mut group = title.element(snippet);
        for hint in hints {
            group = group.element(help.clone().message(hint));
        }
        renderer.render(&[group])
    }

    /// The fault's bytes on its first line: a fault about a whole table is marked at its head; one without length, at
    /// the character that follows.
    fn first_line(&self) -> Range<usize> {
        let length = self.text.len();
        let start = self.span.start.min(length);
        let end = self.span.end.clamp(start, length);
        let marked = self.text.get(start..end).unwrap_or_default();
        let line = marked.find('\n').unwrap_or(marked.len());
        let line = marked.get(..line).unwrap_or_default().trim_end().len();
        if line > 0 {
            return start..start + line;
        }
        let next = self.text.get(start..).and_then(|rest| rest.chars().next()).filter(|c| *c != '\n');
        start..start + next.map_or(0, char::len_utf8)
    }
}
