//! Writing to standard output and files, politely.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use kanhe_report::{Lang, Wording};
use tempfile::NamedTempFile;

use crate::interrupt;
use crate::pipeline::Failure;

/// Prints text. `false` when nobody reads it any more (a closed pipe), which is no error.
pub fn print(text: &str) -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_ok()
}

/// Prints a line.
pub fn print_line(text: &str) -> bool {
    let mut line = String::with_capacity(text.len() + 1);
    line.push_str(text);
    line.push('\n');
    print(&line)
}

/// Says on standard error which file failed and why.
pub fn say_failure(failure: &Failure, lang: Lang) {
    say(&format!("{}: {}", failure.path.display(), failure.words.get(lang)));
}

/// Says something on standard error.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "kanhe: {text}");
}

/// Writes a file, making its folder; whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Wording> {
    let mut draft = Draft::new(path)?;
    draft.put(bytes)?;
    draft.finish()
}

/// A file in the making: beside the one that it becomes when it is finished, and gone if it never is.
pub struct Draft {
    path: PathBuf,
    /// The path is no file but a pipe or a device, which takes what was written and stays what it is.
    pours: bool,
    file: BufWriter<NamedTempFile>,
}

impl Draft {
    /// Of the file at this path, whose folder is made if need be.
    pub fn new(path: &Path) -> Result<Self, Wording> {
        // What a link leads to is written, and the link stays.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let pours = std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
        let temporary = std::env::temp_dir();
        let beside = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let dir = if pours { &temporary } else { beside };
        std::fs::create_dir_all(dir).map_err(|e| not_written(dir, &e))?;
        if path.is_dir() {
            return Err(not_written(path, &std::io::ErrorKind::IsADirectory.into()));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".kanhe-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any program's file, less what the user's mask takes away; such files are made for their owner alone.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(dir).map_err(|e| not_written(path, &e))?;
        interrupt::writing(file.path());
        Ok(Self { path: path.clone(), pours, file: BufWriter::new(file) })
    }

    /// Adds bytes.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Wording> {
        self.file.write_all(bytes).map_err(|e| not_written(&self.path, &e))
    }

    /// The file itself, to be written to by others.
    pub fn file(&mut self) -> &mut File {
        self.file.get_mut().as_file_mut()
    }

    /// The file takes its place.
    pub fn finish(mut self) -> Result<(), Wording> {
        self.file.flush().map_err(|e| not_written(&self.path, &e))?;
        let Self { path, pours, file } = self;
        let mut file = file.into_inner().map_err(|e| not_written(&path, e.error()))?;
        interrupt::written(file.path());
        if pours {
            let poured = file.rewind().and_then(|()| {
                let mut to = File::options().write(true).open(&path)?;
                std::io::copy(&mut file, &mut to)
            });
            return poured.map(|_| ()).map_err(|e| not_written(&path, &e));
        }
        file.persist(&path).map_err(|e| not_written(&path, &e.error))?;
        Ok(())
    }
}

/// What is said of a file that cannot be written.
pub fn not_written(path: &Path, error: &std::io::Error) -> Wording {
    let path = path.display();
    Wording::new(
        format!("写不到 {path}：{error}。请换一个目录（--out），或关闭正在打开它的程序"),
        format!("cannot write {path}: {error}. Choose another folder (--out), or close the program that has it open"),
    )
}
