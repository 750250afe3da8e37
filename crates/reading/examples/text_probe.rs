//! Scratch.
use kanhe_report::read_json;
fn main() {
    let list = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let set = kanhe_policy::PolicySet::builtin().unwrap();
    for row in list.lines() {
        let mut it = row.split('\t');
        let doc = it.next().unwrap();
        let bytes = std::fs::read(doc).unwrap();
        let document = match kanhe_document::read(&bytes, &kanhe_document::Limits::default()) { Ok(d) => d, Err(e) => { eprintln!("{doc} {e:?}"); continue } };
        let r = kanhe_reading::read(&document, set.terms(), doc);
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
