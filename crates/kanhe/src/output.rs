//! Writing to standard output and files, politely.

use std::io::Write;
use std::path::Path;

use kanhe_report::{Lang, Wording};

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

/// Writes a file, making its folder.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Wording> {
    if let Some(dir) = path.parent().filter(|d| !d.as_os_str().is_empty()) {
        std::fs::create_dir_all(dir).map_err(|e| not_written(dir, &e))?;
    }
    std::fs::write(path, bytes).map_err(|e| not_written(path, &e))
}

fn not_written(path: &Path, error: &std::io::Error) -> Wording {
    let path = path.display();
    Wording::new(
        format!("写不到 {path}：{error}。请换一个目录（--out），或关闭正在打开它的程序"),
        format!("cannot write {path}: {error}. Choose another folder (--out), or close the program that has it open"),
    )
}
