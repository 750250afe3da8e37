//! `kanhe read`: what documents state, as printed.

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording, read_json};

use super::{TROUBLE, say_found};
use crate::cli::{ReadArgs, ReadFormat};
use crate::files::collect;
use crate::output::{print, print_line, say_failure};
use crate::{pipeline, run};

pub fn run(args: &ReadArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    let found = collect(&args.input.paths);
    let mut code = say_found(&found, lang);
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            pipeline::read(path, policies).map(|report| match args.format {
                ReadFormat::Json => read_json(&report).to_string() + "\n",
                ReadFormat::Text => kanhe_writing::report_text(&report, lang),
            })
        },
        |_, answer| match answer {
            Ok(text) => print(&text),
            Err(failure) => {
                code = TROUBLE;
                say_failure(&failure, lang);
                true
            }
        },
    );
    if found.folder && args.format == ReadFormat::Text && !found.files.is_empty() {
        let n = found.files.len();
        print_line(&match lang {
            Lang::Zh => format!("共 {n} 份"),
            Lang::En => format!("{n} documents"),
        });
    }
    Ok(code)
}
