//! Looking into what starts out as an archive or a mail never panics, hangs or exhausts memory, and no name leads out.
#![no_main]

use std::io::Cursor;

use kanhe_document::Limits;
use kanhe_document::container::Container;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { file_bytes: 4 << 20, ..Limits::default() };
    let Ok(Some(mut container)) = Container::open(Cursor::new(bytes), "fuzz.gz", &limits) else { return };
    let names: Vec<String> = container.names().map(str::to_owned).collect();
    for name in names {
        assert!(name.split('/').all(|segment| !matches!(segment, "" | "." | "..")));
        if let Some(Ok(packed)) = container.take(&name) {
            let _ = packed.unpack(&limits);
        }
    }
});
