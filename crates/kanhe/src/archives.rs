//! Documents inside archives and mails and on standard input. They have paths like any other, which go on inside:
//! `reports.zip/内部/文件.docx`, `-/文件.docx`. Nothing is unpacked to disk, and only what is asked for is unpacked.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use kanhe_document::{Limits, ReadError, container::Container};
use kanhe_report::Wording;

use crate::files::{io_words, too_large};
use crate::pipeline::our_fault;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// Archives that are kept open, for their documents are asked for in order.
const OPEN: usize = 4;

/// Where an archive's bytes come from.
enum Source {
    File(BufReader<File>),
    Memory(Cursor<Arc<[u8]>>),
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// An archive that is open, shared by all that work on its documents.
type Opened = Arc<Mutex<Container<Source>>>;

/// The paths of the documents that a file or standard input holds; `None` if it is no archive.
pub fn documents(path: &Path) -> Result<Option<Vec<PathBuf>>, Wording> {
    // A fault of ours in one archive is that archive's failure and no other's.
    let opened = catch_unwind(AssertUnwindSafe(|| open(path))).unwrap_or_else(|_| Err(our_fault()));
    let Some(opened) = opened? else { return Ok(None) };
    let container = opened.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Some(container.names().map(|name| path.join(name)).collect()))
}

/// The bytes of a document: a file's, standard input's, or those of a document inside an archive.
pub fn load(path: &Path) -> Result<Vec<u8>, Wording> {
    if path.as_os_str() == STDIN {
        let limit = Limits::default().file_bytes;
        let bytes = stdin()?;
        return if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes.to_vec()) };
    }
    let error = match std::fs::metadata(path) {
        Ok(_) => return read_file(path),
        Err(error) => error,
    };
    let holds = |dir: &&Path| dir.as_os_str() == STDIN || dir.is_file();
    let Some(archive) = path.ancestors().skip(1).find(holds) else { return Err(io_words(&error)) };
    let name = path.strip_prefix(archive).map(|name| name.to_string_lossy().replace('\\', "/")).unwrap_or_default();
    let missing = || {
        let archive = archive.display();
        Wording::new(
            format!("{archive} 里没有这个文件：请核对名称"),
            format!("there is no such file in {archive}: check its name"),
        )
    };
    let opened = open(archive)?.ok_or_else(missing)?;
    let packed = opened.lock().unwrap_or_else(PoisonError::into_inner).take(&name);
    packed.ok_or_else(missing)?.and_then(|packed| packed.unpack(&Limits::default())).map_err(|e| words(&e))
}

fn read_file(path: &Path) -> Result<Vec<u8>, Wording> {
    let limit = Limits::default().file_bytes;
    let file = File::open(path).map_err(|e| io_words(&e))?;
    let size = file.metadata().map_or(0, |m| m.len());
    if size > limit {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A pipe or a device does not say how much is to come.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| io_words(&e))?;
    if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

/// Opens an archive, or gives the one that is open.
fn open(path: &Path) -> Result<Option<Opened>, Wording> {
    static HELD: Mutex<Vec<(PathBuf, Opened)>> = Mutex::new(Vec::new());
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(at) = held.iter().position(|(p, _)| p == path) {
        let found = held.remove(at);
        let opened = found.1.clone();
        held.insert(0, found);
        return Ok(Some(opened));
    }
    let (source, name) = if path.as_os_str() == STDIN {
        (Source::Memory(Cursor::new(stdin()?)), String::new())
    } else {
        let file = File::open(path).map_err(|e| io_words(&e))?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        (Source::File(BufReader::new(file)), name)
    };
    let Some(container) = Container::open(source, &name, &Limits::default()).map_err(|e| words(&e))? else {
        return Ok(None);
    };
    let opened = Arc::new(Mutex::new(container));
    held.truncate(OPEN - 1);
    held.insert(0, (path.to_owned(), opened.clone()));
    Ok(Some(opened))
}

/// All of standard input, read once.
fn stdin() -> Result<Arc<[u8]>, Wording> {
    static BYTES: OnceLock<Result<Arc<[u8]>, Wording>> = OnceLock::new();
    BYTES
        .get_or_init(|| {
            let limit = Limits::default().container_bytes;
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(|e| io_words(&e))?;
            if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes.into()) }
        })
        .clone()
}

fn words(error: &ReadError) -> Wording {
    Wording::new(error.zh(), error.en())
}
