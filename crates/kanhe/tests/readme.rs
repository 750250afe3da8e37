//! What the README files show is what the program prints.

use std::path::Path;
use std::process::Command;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Every ```` ```text ```` block of a page must stand in the output of the check of the bundled report.
fn shown_is_printed(page: &str, lang: &str) -> Outcome {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(here.join("../..").join(page))?;
    let output = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(["check", "demo/report.docx", "--lang", lang])
        .current_dir(here)
        .env_remove("KANHE_POLICY")
        .output()?;
    let printed = String::from_utf8(output.stdout)?;
    let blocks: Vec<&str> = page.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 2, "the page shows the verdict and a finding");
    for block in blocks {
        assert!(printed.contains(block.trim_end()), "the page shows\n{block}\nbut the program prints\n{printed}");
    }
    Ok(())
}

#[test]
fn the_readme_shows_what_the_program_prints() -> Outcome {
    shown_is_printed("README.md", "en")
}

#[test]
fn the_chinese_readme_shows_what_the_program_prints() -> Outcome {
    shown_is_printed("README.zh-CN.md", "zh")
}
