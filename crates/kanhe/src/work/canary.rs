//! Documents that make the worker fail in a way of their choosing: for the tests of containment. Not in a release.
#![allow(clippy::panic)] // failing is what these are for

use std::time::Duration;

/// Must be set for a canary to sing.
const SWITCH: &str = "KANHE_TEST_CANARIES";
/// How such a document begins.
const MARK: &[u8] = b"canary: ";

/// Does what the document asks for, if it is a canary and canaries are wanted.
pub fn sing(bytes: &[u8]) {
    let Some(song) = bytes.strip_prefix(MARK).filter(|_| std::env::var_os(SWITCH).is_some()) else { return };
    match song.trim_ascii() {
        b"panic" => panic!("a canary"),
        b"abort" => std::process::abort(),
        b"exit" => std::process::exit(0),
        b"sleep" => std::thread::sleep(Duration::from_secs(3600)),
        b"spin" => loop {
            std::hint::black_box(());
        },
        b"memory" => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            loop {
                hoard.push(vec![1; 16 << 20]);
            }
        }
        b"stack" => {
            std::hint::black_box(deeper(0));
        }
        b"babble" => println!("this is not what the other side expects to hear"),
        _ => {}
    }
}

#[allow(unconditional_recursion)] // until the stack is full
fn deeper(depth: u64) -> u64 {
    std::hint::black_box(deeper(std::hint::black_box(depth + 1))) + 1
}
