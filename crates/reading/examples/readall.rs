//! Prints what is read, for measuring.
#![allow(clippy::unwrap_used)]
use std::{env, fs};
fn main() {
    let terms = kanhe_policy::terms::Terms::parse(include_str!("../../../policy/cn/terms.toml")).unwrap();
    let args: Vec<String> = env::args().skip(1).collect();
    let (cmd, path) = (args[0].as_str(), args[1].as_str());
    if cmd == "check" {
        return;
    }
    let mut files: Vec<_> = if fs::metadata(path).unwrap().is_dir() {
        fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect()
    } else {
        vec![path.into()]
    };
    files.sort();
    for f in files {
        let ext = f.extension().unwrap().to_str().unwrap().to_owned();
        if !["docx", "xlsx", "html", "txt"].contains(&ext.as_str()) {
            continue;
        }
        let bytes = fs::read(&f).unwrap();
        match kanhe_document::read(&bytes, &kanhe_document::Limits::default()) {
            Ok(d) => {
                let r = kanhe_reading::read(&d, &terms, f.file_name().unwrap().to_str().unwrap());
                if args.iter().any(|a| a == "--debug") {
                    println!("{:#?}", (&r.forms, &r.groups, &r.units, &r.years, &r.base_fields, &r.unread));
                }
                println!("{}", kanhe_report::read_json(&r));
            }
            Err(e) => eprintln!("{}: {e}", f.display()),
        }
    }
}
