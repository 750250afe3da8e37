//! docs/checks.md says what policy/ says. `cargo xtask docs` writes it.

mod common;

use std::fmt::Write as _;

use common::{Outcome, root};
use kanhe_policy::{Check, ExampleKind, Explained, Judgement, PolicySet};

const PAGE: &str = "docs/checks.md";

const HEAD: &str = "\
# The checks

Every check of the program, made from `policy/` by `cargo xtask docs`: do not edit this page. `kanhe explain CODE`
prints the same at the terminal. A code never changes its meaning.

*error*: the report contradicts itself or the regulation. *warning*: a reviewer would send it back or ask. *note*: worth
a look. *over/under*: error where the report flatters itself, warning where it sells itself short. A basis that was not
confirmed in the printed regulation is marked *assumed*.
";

fn page(policies: &PolicySet) -> Result<String, Box<dyn std::error::Error>> {
    let mut out = format!("{HEAD}\n| code | severity | 核查 | check |\n|---|---|---|---|\n");
    for check in policies.checks() {
        let (code, severity, title) = (&check.code, check.severity.name(), &check.title);
        writeln!(
            out,
            "| [{code}](#{anchor}) | {severity} | {} | {} |",
            cell(&title.zh),
            cell(&title.en),
            anchor = anchor(check)
        )?;
    }
    for check in policies.checks() {
        section(&mut out, check, &policies.explained(check)?)?;
    }
    Ok(out)
}

fn section(out: &mut String, check: &Check, explained: &Explained) -> std::fmt::Result {
    writeln!(out, "\n## {} {}\n", check.code, check.name)?;
    writeln!(out, "**{}**\\\n**{}**\n", check.title.zh, check.title.en)?;
    let place = if check.place == kanhe_policy::ROOT { String::new() } else { format!(", in {}", check.place) };
    let assumed = if check.assumed { " (*assumed*)" } else { "" };
    let basis = if check.basis_text.is_empty() { "—" } else { &check.basis_text };
    writeln!(out, "Severity: {}{place}. Basis: {basis}{assumed}.\n", check.severity.name())?;
    writeln!(out, "{}\n\n{}\n", explained.explain.zh.trim(), explained.explain.en.trim())?;
    if let Judgement::Formula(formula) = &check.judgement {
        let row = check.row.as_deref().unwrap_or_default();
        let when = check.when.as_ref().map(|w| format!("   # {w}")).unwrap_or_default();
        writeln!(out, "```text\n{row}: {}{when}\n```\n", formula.trim())?;
    }
    writeln!(out, "What to do: {}\\\n{}", check.help.zh.trim(), check.help.en.trim())?;
    if !check.follows.is_empty() {
        writeln!(out, "\nA consequence of {}, where both meet in the same figures.", check.follows.join(", "))?;
    }
    for example in &explained.examples {
        let head = match example.kind {
            ExampleKind::Breaks => "Breaks it",
            ExampleKind::Holds => "Holds",
            ExampleKind::Silent => "Says nothing",
        };
        writeln!(out, "\n{head}: {}\n\n```text\n{}\n```", example.note.trim(), example.text.trim())?;
    }
    Ok(())
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The anchor of a heading `## KH101 basic-sum`, as Markdown pages make it.
fn anchor(check: &Check) -> String {
    format!("{}-{}", check.code.to_lowercase(), check.name)
}

#[test]
fn the_page_of_checks_says_what_the_policy_says() -> Outcome {
    let made = page(&PolicySet::builtin()?)?;
    let path = root().join(PAGE);
    if std::env::var_os("KANHE_WRITE_DOCS").is_some() {
        std::fs::write(&path, &made)?;
    }
    let printed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(printed.lines()).find(|(a, b)| a != b);
    assert!(made == printed, "{PAGE} is out of date (first difference: {differs:?}): run `cargo xtask docs`");
    Ok(())
}
