//! Where the results of a check go: standard output, a file, a folder of pages, a workbook.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::{Book, Record, SARIF_TAIL, WriteError, sarif_head};

use crate::output::{Draft, print, write_file};
use crate::work::Answer;

/// Takes results as they come.
pub enum Results {
    /// One after the other.
    Stream(Stream),
    /// One log of all.
    Sarif {
        /// Where it goes.
        stream: Stream,
        /// Whether a result was written.
        begun: bool,
    },
    /// A page each, in a folder.
    Pages(PathBuf),
    /// A workbook.
    Workbook(Box<Workbook>),
}

impl Results {
    /// A SARIF log in a stream.
    pub fn sarif(mut stream: Stream, titles: &BTreeMap<String, String>) -> Result<Self, Wording> {
        stream.put(&sarif_head(env!("CARGO_PKG_VERSION"), titles))?;
        Ok(Self::Sarif { stream, begun: false })
    }

    /// Adds a document's; `inside` is its path below the folder that was asked for. `false` when nobody reads any more.
    pub fn add(&mut self, answer: &Answer, inside: &Path) -> Result<bool, Wording> {
        match self {
            Self::Stream(stream) => stream.put(&answer.text),
            Self::Sarif { .. } if answer.text.is_empty() => Ok(true),
            Self::Sarif { stream, begun } => {
                let comma = if std::mem::replace(begun, true) { ",\n" } else { "\n" };
                Ok(stream.put(comma)? && stream.put(&answer.text)?)
            }
            Self::Pages(dir) => {
                // The ending stays: two formats of a name do not collide.
                let mut name = inside.as_os_str().to_owned();
                name.push(".html");
                write_file(&dir.join(name), answer.text.as_bytes()).map(|()| true)
            }
            Self::Workbook(book) => {
                if let Some(record) = &answer.record {
                    book.add(record)?;
                }
                Ok(true)
            }
        }
    }

    /// Adds a document that could not be read, where results say so.
    pub fn add_failure(&mut self, file: &str, why: &Wording) -> Result<(), Wording> {
        match self {
            Self::Workbook(book) => book.add_failure(file, why),
            _ => Ok(()),
        }
    }

    /// Adds text that closes the results, where they are text.
    pub fn close_with(&mut self, text: &str) -> Result<(), Wording> {
        match self {
            Self::Stream(stream) => stream.put(text).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Nothing more comes.
    pub fn finish(self, titles: &BTreeMap<String, String>) -> Result<(), Wording> {
        match self {
            Self::Stream(stream) => stream.finish(),
            Self::Sarif { mut stream, .. } => {
                stream.put(SARIF_TAIL)?;
                stream.finish()
            }
            Self::Pages(_) => Ok(()),
            Self::Workbook(book) => book.finish(titles),
        }
    }
}

/// Text that goes to standard output, or to a file.
pub struct Stream(Option<Draft>);

impl Stream {
    /// To this file, or to standard output.
    pub fn new(out: Option<&PathBuf>) -> Result<Self, Wording> {
        Ok(Self(out.map(|path| Draft::new(path)).transpose()?))
    }

    /// `false` when nobody reads it any more.
    fn put(&mut self, text: &str) -> Result<bool, Wording> {
        match &mut self.0 {
            None => Ok(print(text)),
            Some(draft) => draft.put(text.as_bytes()).map(|()| true),
        }
    }

    fn finish(self) -> Result<(), Wording> {
        self.0.map_or(Ok(()), Draft::finish)
    }
}

/// A workbook on its way to a file.
pub struct Workbook {
    book: Book,
    draft: Draft,
    lang: Lang,
}

impl Workbook {
    /// To this file.
    pub fn new(out: &Path, lang: Lang) -> Result<Self, Wording> {
        Ok(Self { draft: Draft::new(out)?, book: Book::new(lang).map_err(|e| words(&e))?, lang })
    }

    /// Adds a document.
    pub fn add(&mut self, record: &Record) -> Result<(), Wording> {
        self.book.add(record).map_err(|e| words(&e))
    }

    fn add_failure(&mut self, file: &str, why: &Wording) -> Result<(), Wording> {
        self.book.add_failure(file, why.get(self.lang)).map_err(|e| words(&e))
    }

    /// Writes the file; `titles` gives each code's title.
    pub fn finish(mut self, titles: &BTreeMap<String, String>) -> Result<(), Wording> {
        self.book.finish(titles, self.draft.file()).map_err(|e| words(&e))?;
        self.draft.finish()
    }
}

fn words(error: &WriteError) -> Wording {
    Wording::new(error.to_string(), error.to_string())
}

/// Each code's title.
pub fn titles(policies: &PolicySet, lang: Lang) -> BTreeMap<String, String> {
    policies.checks().iter().map(|c| (c.code.clone(), c.title.get(lang).to_owned())).collect()
}
