//! Scratch.
use kanhe_report::*;
fn main() {
    let list = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    for row in list.lines() {
        let mut it = row.split('\t');
        let (doc, tsv, kind) = (it.next().unwrap(), it.next().unwrap(), it.next().unwrap());
        let bytes = std::fs::read(doc).unwrap();
        let document = match kanhe_document::read(&bytes, &kanhe_document::Limits::default()) { Ok(d) => d, Err(e) => { eprintln!("{doc} {e:?}"); continue } };
        let mut r = Report { file: doc.into(), ..Report::default() };
        r.kind = match kind { "whole" => Kind::Whole, "project" => Kind::Project, _ => Kind::Other };
        for l in std::fs::read_to_string(tsv).unwrap().lines() {
            let f: Vec<&str> = l.split('\t').collect();
            let e = |s: &str| if s.is_empty() { Entry::default() } else { Entry::value(s.to_string(), Place::default()) };
            r.indicators.push(Indicator { level3: e(f[0]), target: e(f[1]), actual: e(f[2]), ..Indicator::default() });
        }
        kanhe_reading::text::read(&document, &mut r);
        if std::env::args().nth(2).is_some() {
            eprintln!("== {doc} title={:?} unit={:?} year={:?} posts={:?}", r.title.as_ref().map(|t| &t.value), r.unit.as_ref().map(|t| &t.value), r.year.as_ref().map(|y| y.value), r.text_establishment.map(|m| &r.mentions[m].raw));
            for u in &r.units { eprintln!("  U {:?} {} | {}", u.role, u.name, u.place.text); }
            for y in &r.years { eprintln!("  Y {:?} {} | {}", y.role, y.year, y.place.text); }
            for s in &r.sections { eprintln!("  S{} {} {} [{}..{}] nothing={}", s.level, s.label, s.title, s.line, s.end, s.says_nothing); }
            for l in r.paragraphs.iter().filter(|l| l.note) { eprintln!("  N {}", l.text); }
            for s in &r.statements { let m = &r.mentions[s.mention]; eprintln!("  = {} {} {:?} doubt={:?} | {}", s.concept, m.raw, s.role, s.doubt, m.place.text); }
            for p in &r.projects { eprintln!("  P{} {} reason={:?}", p.list, p.name, p.reason.as_ref().map(|r| &r.value)); }
            for m in &r.mentions { eprintln!("  M {} <{}> {} | {}", m.raw, m.before, m.after, m.place.text); }
        }
        println!("{}", read_json(&r));
    }
}
