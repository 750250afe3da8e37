//! What the surroundings say: language, colour, width.

use std::io::IsTerminal;

use kanhe_report::Lang;

use crate::cli::{Cli, ColorArg, LangArg};

/// `--lang`, else Chinese where the locale is Chinese or says nothing, else English.
pub fn language(cli: &Cli) -> Lang {
    match cli.lang {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None => {
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
                .unwrap_or_default();
            if locale.is_empty() || locale.starts_with("zh") || matches!(locale.as_str(), "C" | "POSIX" | "C.UTF-8") {
                Lang::Zh
            } else {
                Lang::En
            }
        }
    }
}

/// Whether to colour standard output: `--color`, `NO_COLOR`, and only on a terminal.
pub fn color(cli: &Cli) -> bool {
    match cli.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => std::env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal(),
    }
}

/// Columns of the terminal; 140 when the output goes elsewhere.
pub fn columns() -> usize {
    terminal_size::terminal_size().map_or(140, |(terminal_size::Width(w), _)| usize::from(w))
}
