//! Brings a spelling in Latin letters to one form: what a reader cannot tell apart is the same afterwards.

/// Base letters, the marks they bear, and the letters that have them in one code.
const COMPOSED: [(char, [(char, char); 5]); 6] = [
    ('a', [('\u{304}', 'ā'), ('\u{301}', 'á'), ('\u{30c}', 'ǎ'), ('\u{300}', 'à'), ('\u{308}', 'ä')]),
    ('e', [('\u{304}', 'ē'), ('\u{301}', 'é'), ('\u{30c}', 'ě'), ('\u{300}', 'è'), ('\u{302}', 'ê')]),
    ('i', [('\u{304}', 'ī'), ('\u{301}', 'í'), ('\u{30c}', 'ǐ'), ('\u{300}', 'ì'), ('\u{308}', 'ï')]),
    ('o', [('\u{304}', 'ō'), ('\u{301}', 'ó'), ('\u{30c}', 'ǒ'), ('\u{300}', 'ò'), ('\u{308}', 'ö')]),
    ('u', [('\u{304}', 'ū'), ('\u{301}', 'ú'), ('\u{30c}', 'ǔ'), ('\u{300}', 'ù'), ('\u{308}', 'ü')]),
    ('ü', [('\u{304}', 'ǖ'), ('\u{301}', 'ǘ'), ('\u{30c}', 'ǚ'), ('\u{300}', 'ǜ'), ('\u{308}', 'ü')]),
];

/// A letter with a combining mark; `None` where there is no such letter.
fn compose(letter: char, mark: char) -> Option<char> {
    // A tone before the two dots: ū + ¨ is ǖ.
    if mark == '\u{308}'
        && let Some(at) = "ūúǔù".chars().position(|c| c == small(letter))
    {
        let marked = "ǖǘǚǜ".chars().nth(at)?;
        return Some(if letter == small(letter) { marked } else { capital(marked) });
    }
    // A breve is taken for the third tone's mark.
    let mark = match mark {
        '\u{306}' => '\u{30c}',
        '\u{340}' => '\u{300}',
        '\u{341}' => '\u{301}',
        mark => mark,
    };
    let base = small(letter);
    let marks = COMPOSED.iter().find(|(plain, _)| *plain == base)?.1;
    let composed = marks.iter().find(|(known, _)| *known == mark)?.1;
    Some(if letter == base { composed } else { capital(composed) })
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn capital(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

/// A sign in its plain form; `None` for what nobody sees.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' => return None,
        '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '`' | '´' | '＇' | '｀' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '﹣' | '－' => '-',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        // Letters of phonetic fonts, and the breve for the third tone.
        'ɑ' => 'a',
        'ɡ' => 'g',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        'ŭ' => 'ǔ',
        'Ă' => 'Ǎ',
        'Ĕ' => 'Ě',
        'Ŏ' => 'Ǒ',
        c => c,
    })
}

/// A spelling with letters in one code each, plain signs, and single blanks between its words.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars().filter_map(plain) {
        if c.is_whitespace() {
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
            }
            continue;
        }
        match tidy.chars().next_back().and_then(|letter| compose(letter, c)) {
            Some(composed) => {
                tidy.pop();
                tidy.push(composed);
            }
            None => tidy.push(c),
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// Whether two spellings are the same: as they are, or the first one all in capitals.
pub fn is_same(given: &str, spelling: &str) -> bool {
    given == spelling || given == spelling.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_cannot_tell_apart_is_the_same() {
        for (given, expected) in [
            ("Xi’an Lu", "Xi'an Lu"),
            ("Xiʼan Lu", "Xi'an Lu"),
            ("Xi＇an Lu", "Xi'an Lu"),
            ("Re\u{301}nmi\u{301}n Zho\u{304}nglu\u{300}", "Rénmín Zhōnglù"),
            ("Lu\u{308}\u{30c}si\u{300} Lu\u{300}", "Lǚsì Lù"),
            ("Lu\u{30c}\u{308}si\u{300}", "Lǚsì"),
            ("Lü\u{30c}si\u{300}", "Lǚsì"),
            ("A\u{304}n", "Ān"),
            ("  Rénmín\u{a0}\u{a0}Lù　", "Rénmín Lù"),
            ("Ｒｅｎｍｉｎ　Ｌｕ", "Renmin Lu"),
            ("Dì‑9 Lòng", "Dì-9 Lòng"),
            ("Rén\u{200b}mín Lù\u{feff}", "Rénmín Lù"),
            ("Guɑnɡ", "Guang"),
            ("Hăi Lù", "Hǎi Lù"),
            ("", ""),
        ] {
            assert_eq!(tidy(given), expected, "{given}");
        }
        assert!(is_same("XĪ'ĀN LÙ", "Xī'ān Lù") && is_same("LÜZHOU LU", "Lüzhou Lu"));
        assert!(!is_same("xi'an lu", "Xi'an Lu") && !is_same("Xi'an lu", "Xi'an Lu"));
    }
}
