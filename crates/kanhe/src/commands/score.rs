//! `kanhe score`: the scores recomputed, every point explained.

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::score_table;

use super::{TROUBLE, check_place, say_found};
use crate::cli::{ReadFormat, ScoreArgs};
use crate::files::collect;
use crate::output::{print, say_failure};
use crate::pipeline::{self, Bench};
use crate::run;

pub fn run(args: &ScoreArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    check_place(&args.rules, policies)?;
    let bench = Bench { place: args.rules.place.as_deref(), year: args.rules.year, ..Bench::new(policies) };
    let found = collect(&args.input.paths);
    let mut code = say_found(&found, lang);
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            let examined = pipeline::read(path, policies).and_then(|report| pipeline::examine(report, &bench))?;
            Ok(match args.format {
                ReadFormat::Text => score_table(&examined.verdict(), lang) + "\n",
                ReadFormat::Json => {
                    let cards = serde_json::json!({
                        "schema": "kanhe.scorecards/1",
                        "file": examined.report.file,
                        "policy": examined.stamp.policy,
                        "profile": examined.stamp.profile,
                        "scorecards": examined.appraisal.scorecards,
                    });
                    cards.to_string() + "\n"
                }
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
    Ok(code)
}
