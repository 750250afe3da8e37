//! Many words looked for in one text.

/// Whether any of the words stands in the text.
///
/// Says what `words.iter().any(|w| text.contains(w))` says, in one pass: a position is held against the words only where
/// one of them may begin.
pub fn holds_any(text: &str, words: &[impl AsRef<str>]) -> bool {
    let starts = words.iter().fold(0, |bits, word| bits | start_bit(word.as_ref().as_bytes()));
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        // A byte that continues a character begins no word.
        rest.first().is_some_and(|b| b & 0xc0 != 0x80)
            && start_bit(rest) & starts != 0
            && words.iter().any(|word| rest.starts_with(word.as_ref().as_bytes()))
    }) || words.iter().any(|word| word.as_ref().is_empty())
}

/// One of 64 bits for the character at the start: different for most neighbours in a list of Chinese words.
fn start_bit(bytes: &[u8]) -> u64 {
    match *bytes {
        [0xe0..=0xff, second, third, ..] => 1 << ((second << 2 ^ third) & 63),
        [first, ..] => 1 << (first & 63),
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::holds_any;

    #[test]
    fn words_of_any_script_are_found_wherever_they_stand() {
        assert!(holds_any("2023年末结转和结余12.5万元", &["年初", "结余"]));
        assert!(holds_any("共100%", &["％", "%"]));
        assert!(!holds_any("年末", &["末年", "年末结转"]));
        assert!(!holds_any("", &["年"]));
        assert!(holds_any("", &[""]));
        assert!(!holds_any("年", &[] as &[&str]));
    }

    proptest! {
        #[test]
        fn it_says_what_looking_for_each_word_says(text in "[年末结转a%é𠮷]{0,12}", words in proptest::collection::vec("[年末结转a%é𠮷]{0,3}", 0..4)) {
            prop_assert_eq!(holds_any(&text, &words), words.iter().any(|w| text.contains(w.as_str())));
        }
    }
}
