//! A folder of very many documents: wall time on all cores, and the most memory that the program and its workers ever held.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{Done, time};
use crate::workspace::{root, target};

/// How often the memory is looked at; the kernel keeps the peak itself.
const LOOK: Duration = Duration::from_millis(20);

/// Makes a folder of so many copies of the bundled documents, checks it, and says how it went.
pub fn run(kanhe: &Path, files: usize) -> Done<String> {
    let folder = target()?.join("bench-folder");
    fill(&folder, files)?;
    let mut command = Command::new(kanhe);
    command.arg("check").arg(&folder).args(["--format", "json"]).stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", kanhe.display()))?;
    let mut peak = None;
    let status = loop {
        peak = peak.max(held(child.id()));
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) => break status,
            None => std::thread::sleep(LOOK),
        }
    };
    let took = start.elapsed();
    std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    if status.code().is_none_or(|code| code > 1) {
        return Err(format!("kanhe check on the folder: {status}"));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = peak.map_or_else(|| "not measured on this system".to_owned(), |kib| format!("{} MiB", kib / 1024));
    Ok(format!(
        "| files | cores | wall | peak memory |\n|---|---|---|---|\n| {files} | {cores} | {} | {memory} |",
        time(took)
    ))
}

/// Copies of the documents that the project ships, in turn.
fn fill(folder: &Path, files: usize) -> Done {
    let fault = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|e| fault(folder, e))?;
    }
    std::fs::create_dir_all(folder).map_err(|e| fault(folder, e))?;
    let samples = root().join("crates/kanhe/tests/samples");
    let listed = std::fs::read_dir(&samples).map_err(|e| fault(&samples, e))?;
    let mut originals: Vec<PathBuf> = listed.filter_map(|e| e.ok().map(|e| e.path())).collect();
    originals.retain(|p| p.extension().is_some_and(|e| e != "json"));
    originals.push(root().join("crates/kanhe/demo/report.docx"));
    originals.sort();
    for (number, original) in originals.iter().cycle().take(files).enumerate() {
        let ending = original.extension().unwrap_or_default().to_string_lossy();
        let copy = folder.join(format!("{number:06}.{ending}"));
        std::fs::copy(original, &copy).map_err(|e| fault(&copy, e))?;
    }
    Ok(())
}

/// The most memory that the process and its workers have held so far, in KiB.
fn held(process: u32) -> Option<u64> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let lists = threads.filter_map(|t| std::fs::read_to_string(t.ok()?.path().join("children")).ok());
    let workers: Vec<u32> =
        lists.flat_map(|l| l.split_whitespace().filter_map(|n| n.parse().ok()).collect::<Vec<_>>()).collect();
    Some(high_water(process)? + workers.into_iter().filter_map(high_water).sum::<u64>())
}

/// The most memory the process has held so far, in KiB.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
