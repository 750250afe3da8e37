//! Why a policy folder could not be loaded.

use kanhe_report::Wording;

/// A policy folder that could not be loaded: which file, where in it, what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", place(.file, *.line, *.column), .what.en)]
pub struct PolicyError {
    /// The file, below the policy folder.
    pub file: String,
    /// Line, from 1, where known.
    pub line: Option<usize>,
    /// Column in characters, from 1, where known.
    pub column: Option<usize>,
    /// What is wrong and what to do.
    pub what: Wording,
}

impl PolicyError {
    /// About a whole file.
    pub(crate) fn file(file: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None, what: Wording::new(zh, en) }
    }

    /// From a TOML error.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map(|span| line_column(text, span.start));
        let message = error.message();
        Self {
            file: file.to_owned(),
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
            what: Wording::new(
                format!("政策文件无法读取：{message}"),
                format!("this policy file cannot be read: {message}"),
            ),
        }
    }

    /// The sentence in Chinese with its place.
    pub fn zh(&self) -> String {
        format!("{}:{}", place(&self.file, self.line, self.column), self.what.zh)
    }
}

fn place(file: &str, line: Option<usize>, column: Option<usize>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => file.to_owned(),
    }
}

/// Line and column (in characters) of a byte offset, both from 1.
pub(crate) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(offset)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::line_column;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = 1\n名 = 2\n";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, "a = 1\n名".len()), (2, 2));
        assert_eq!(line_column(text, 7), (2, 1), "an offset inside a character means that character");
        assert_eq!(line_column(text, 999), (3, 1));
    }
}
