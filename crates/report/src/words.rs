//! Many words looked for in one text.

/// Whether any of the words stands in the text.
///
/// Says what `words.iter().any(|w| text.contains(w))` says, in one pass: a position is held against the words only where
/// one of them may begin.
pub fn holds_any(text: &str, words: &[impl AsRef<str>]) -> bool {
    let mut openings = 0;
    for word in words {
        match word.as_ref().chars().next() {
            Some(first) => openings |= character_bit(first),
            None => return true,
        }
    }
    text.char_indices().any(|(at, c)| {
        character_bit(c) & openings != 0 && {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            // The third byte tells most Chinese characters apart.
            let stands = |word: &[u8]| (word.len() < 3 || word.get(2) == rest.get(2)) && rest.starts_with(word);
            words.iter().any(|word| stands(word.as_ref().as_bytes()))
        }
    })
}

/// One of 64 bits for a character: different for most neighbours in a list of Chinese words. Texts without a bit in
/// common have no character in common.
pub fn character_bit(c: char) -> u64 {
    1 << ((u32::from(c) ^ (u32::from(c) >> 6)) & 63)
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
