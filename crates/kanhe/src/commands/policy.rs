//! `kanhe policy`: rule folders.

use std::path::Path;

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::{pad_right, width};

use super::{FAULTY, GOOD, with_policies};
use crate::cli::{Cli, PolicyCommand};
use crate::environment::color;
use crate::output::{print, print_line};

pub fn run(cli: &Cli, command: &PolicyCommand, lang: Lang) -> Result<u8, Wording> {
    match command {
        PolicyCommand::Check { dir } => check(cli, dir, lang),
        PolicyCommand::List => with_policies(cli, |policies| {
            list(policies, lang);
            Ok(GOOD)
        }),
    }
}

fn check(cli: &Cli, dir: &Path, lang: Lang) -> Result<u8, Wording> {
    let diagnostics = kanhe_policy::validate(dir);
    for diagnostic in &diagnostics {
        print_line(&diagnostic.render(lang, color(cli)));
    }
    let n = diagnostics.len();
    print_line(&match (n, lang) {
        (0, Lang::Zh) => format!("✓ {} 没有错误", dir.display()),
        (0, Lang::En) => format!("✓ {} has no faults", dir.display()),
        (_, Lang::Zh) => format!("✗ {} 有 {n} 处错误", dir.display()),
        (_, Lang::En) => format!("✗ {}: {n} faults", dir.display()),
    });
    Ok(if n == 0 { GOOD } else { FAULTY })
}

fn list(policies: &PolicySet, lang: Lang) {
    let ids = policies.profiles().iter().map(|p| width(&p.id)).max().unwrap_or(0);
    let places = policies.profiles().iter().map(|p| width(&p.place)).max().unwrap_or(0);
    let mut out = String::new();
    for profile in policies.profiles() {
        let to = profile.to.map_or_else(|| "    ".to_owned(), |y| y.to_string());
        out.push_str(&format!(
            "{}  {}  {:8} {}–{to}  {}\n",
            pad_right(&profile.id, ids),
            pad_right(&profile.place, places),
            profile.kind.name(),
            profile.from,
            profile.title.get(lang)
        ));
    }
    print(&out);
}
