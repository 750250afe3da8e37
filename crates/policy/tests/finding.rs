//! From a check file to the sentence that a clerk reads.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use kanhe_policy::{FormHints, PolicySet, ROOT};
use kanhe_report::{Kind, Place, Severity};

fn set() -> PolicySet {
    PolicySet::from_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good")).unwrap()
}

#[test]
fn the_clerk_reads_the_figures_the_basis_and_what_to_do() {
    let set = set();
    let policy = set.select(ROOT, Kind::Whole, 2023, FormHints::default());
    let check = policy.check("KH101").unwrap();
    let values = [
        ("基本支出", "128.98".to_owned()),
        ("人员经费", "126.76".to_owned()),
        ("公用经费", "12.22".to_owned()),
        ("右", "138.98".to_owned()),
    ];
    let place = Place::paragraph(7, "基本支出128.98万元");
    let finding = check.finding(&values, Some("128.98".into()), Some("138.98".into()), vec![place.clone()]);
    assert_eq!(finding.message.zh, "基本支出128.98，而人员经费126.76与公用经费12.22之和为138.98");
    assert_eq!(finding.message.en, "Basic expenditure 128.98 but personnel 126.76 + public 12.22 = 138.98");
    assert_eq!(finding.basis, "财预〔2020〕10号 第二十五条");
    assert_eq!((finding.severity, finding.assumed), (Severity::Error, false));
    assert_eq!(finding.help.zh, "对照决算表核对三个数。");
    assert_eq!(finding.places, [place]);
    assert_eq!(check.finding_as(Severity::Note, &values, None, None, Vec::new()).severity, Severity::Note);
}

#[test]
fn an_unknown_variant_is_said_in_the_checks_own_words() {
    let set = set();
    let check = set.checks().first().unwrap();
    let own = check.finding(&[], None, None, Vec::new());
    assert_eq!(check.finding_variant("no-such", Severity::Error, &[], None, None, Vec::new()), own);
}

#[test]
fn a_code_that_the_folder_does_not_have_is_no_check() {
    let set = set();
    let policy = set.select("cn/xian", Kind::Project, 2023, FormHints::default());
    assert!(policy.check("KH999").is_none() && policy.check("").is_none());
    assert_eq!(policy.checks().count(), 1);
}
