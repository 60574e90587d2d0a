//! The shapes of English verbs, as far as reported speech needs them.

/// Past, participle, base.
const IRREGULAR: &str = "
was been be|were been be|had had have|did done do|went gone go|came come come|saw seen see|knew known know|took taken take|got got get|gave given give|found found find|thought thought think|told told tell|said said say|left left leave|felt felt feel|kept kept keep|held held hold|brought brought bring|bought bought buy|wrote written write|stood stood stand|heard heard hear|meant meant mean|met met meet|ran run run|paid paid pay|sat sat sit|spoke spoken speak|lay lain lie|led led lead|grew grown grow|lost lost lose|fell fallen fall|sent sent send|built built build|understood understood understand|drew drawn draw|broke broken break|spent spent spend|drove driven drive|wore worn wear|chose chosen choose|ate eaten eat|drank drunk drink|slept slept sleep|sang sung sing|swam swum swim|won won win|taught taught teach|caught caught catch|fought fought fight|sought sought seek|sold sold sell|stole stolen steal|threw thrown throw|flew flown fly|rode ridden ride|rose risen rise|shook shaken shake|forgot forgotten forget|forgave forgiven forgive|began begun begin|became become become|woke woken wake|hid hidden hide|bit bitten bite|blew blown blow|froze frozen freeze|hung hung hang|struck struck strike|stuck stuck stick|dug dug dig|shot shot shoot|shone shone shine|sank sunk sink|swore sworn swear|tore torn tear|bent bent bend|lent lent lend|made made make|owed owed owe|needed needed need|feared feared fear|dreamt dreamt dream|learnt learnt learn|burnt burnt burn|fed fed feed|fled fled flee|rang rung ring|sprang sprung spring|swept swept sweep|wept wept weep|dealt dealt deal|bound bound bind|wound wound wind|laid laid lay|lit lit light|slid slid slide|spun spun spin|swung swung swing|beat beaten beat|hurt hurt hurt|cut cut cut|put put put|set set set|shut shut shut|let let let|hit hit hit|cost cost cost|read read read|died died die|lied lied lie|tied tied tie|used used use|refused refused refuse|arrived arrived arrive|loved loved love|lived lived live|hoped hoped hope|liked liked like|believed believed believe|closed closed close|moved moved move|saved saved save|served served serve|changed changed change|agreed agreed agree|noticed noticed notice|promised promised promise|invited invited invite|decided decided decide|hated hated hate|smoked smoked smoke|wanted wanted want|opened opened open|happened happened happen|visited visited visit|expected expected expect|seemed seemed seem|smelled smelled smell|belonged belonged belong";

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    IRREGULAR.trim().split('|').filter_map(|row| {
        let mut forms = row.split(' ');
        Some((forms.next()?, forms.next()?, forms.next()?))
    })
}

/// The base of a verb in the past ("knew" → "know"); `None` when the word is no past.
pub(crate) fn base_of_past(word: &str) -> Option<String> {
    if let Some((.., base)) = rows().find(|(past, ..)| *past == word) {
        return Some(base.to_owned());
    }
    word.strip_suffix("ed")
        .filter(|stem| {
            stem.len() > 1
                && !matches!(
                    word,
                    "bed"
                        | "red"
                        | "shed"
                        | "need"
                        | "seed"
                        | "hundred"
                        | "indeed"
                        | "speed"
                        | "feed"
                        | "naked"
                        | "sacred"
                        | "wicked"
                        | "kindred"
                )
        })
        .map(|stem| stem_to_base(stem, true))
}

/// The base behind a participle in -ing ("stealing" → "steal").
pub(crate) fn base_of_ing(word: &str) -> Option<String> {
    if word == "being" {
        return Some("be".to_owned());
    }
    word.strip_suffix("ing")
        .filter(|stem| stem.len() > 1 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        .map(|stem| stem_to_base(stem, false))
}

fn stem_to_base(stem: &str, past: bool) -> String {
    let with_e = format!("{stem}e");
    if rows().any(|(.., base)| base == stem) {
        return stem.to_owned();
    }
    if rows().any(|(.., base)| base == with_e) {
        return with_e;
    }
    let bytes = stem.as_bytes();
    let last = bytes.last().copied().unwrap_or(b' ');
    let before = bytes.len().checked_sub(2).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    if last == before && !matches!(last, b'l' | b's' | b'z' | b'f' | b'e' | b'o')
        || (stem.ends_with("ll") && matches!(stem, "travell" | "cancell" | "controll" | "patroll" | "quarrell"))
    {
        return stem.get(..stem.len() - 1).unwrap_or(stem).to_owned();
    }
    if past && last == b'i' {
        return format!("{}y", stem.get(..stem.len() - 1).unwrap_or(stem));
    }
    // "clos|ed", "arriv|ed", "danc|ed", "manag|ed", "hop|ed", "tak|ing": one consonant after one vowel, or a soft ending.
    let soft = matches!(last, b'v' | b'c' | b'z' | b'u')
        || stem.ends_with("ng") && matches!(stem, "chang" | "arrang" | "challeng" | "reveng")
        || stem.ends_with("dg")
        || stem.ends_with("rg")
        || stem.ends_with("ag") && stem.len() > 3
        || (last == b's' && vowel(before) && !stem.ends_with("ous"))
        || stem.ends_with("ns")
        || stem.ends_with("rs")
        || stem.ends_with("ls");
    let third = bytes.len().checked_sub(3).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    let short = matches!(last, b'k' | b't' | b'p' | b'm' | b'n' | b'd' | b'r' | b'b' | b'l' | b'g')
        && vowel(before)
        && !vowel(third);
    let groups = stem.chars().filter(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).count();
    let tail_e = short
        && (groups == 1
            || ["at", "ar", "ir", "in", "id", "or", "ur", "ot", "ut", "ain"].iter().any(|t| stem.ends_with(t))
                && matches!(before, b'a' | b'i' | b'u' | b'o')
                && groups >= 2
                && !matches!(
                    stem,
                    "visit"
                        | "admit"
                        | "wait"
                        | "edit"
                        | "exit"
                        | "happen"
                        | "limit"
                        | "profit"
                        | "answer"
                        | "enter"
                        | "begin"
                        | "matter"
                        | "gather"
                        | "order"
                        | "open"
                        | "listen"
                        | "offer"
                        | "remain"
                        | "explain"
                        | "complain"
                        | "contain"
                        | "repeat"
                        | "inhabit"
                        | "benefit"
                        | "credit"
                        | "audit"
                        | "mirror"
                        | "doctor"
                        | "monitor"
                        | "combat"
                        | "pilot"
                        | "abandon"
                        | "reason"
                        | "question"
                        | "mention"
                        | "pardon"
                        | "bargain"
                        | "ransom"
                        | "orphan"
                        | "imagin"
                ));
    if soft
        || tail_e
        || stem == "imagin"
        || stem == "determin"
        || stem == "examin"
        || stem.ends_with("bl")
        || stem.ends_with("tl")
        || stem.ends_with("dl")
        || stem.ends_with("pl")
        || stem.ends_with("gl")
        || stem.ends_with("kl")
        || stem.ends_with("cl")
    {
        return with(stem);
    }
    stem.to_owned()
}

fn with(stem: &str) -> String {
    format!("{stem}e")
}

/// "know" → "knew", "open" → "opened".
pub(crate) fn past_of(base: &str) -> String {
    if let Some((past, ..)) = rows().find(|(.., b)| *b == base) {
        return past.to_owned();
    }
    if base.ends_with('e') {
        return format!("{base}d");
    }
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
        _ => format!("{base}ed"),
    }
}

/// The base behind a participle ("stolen" → "steal", "opened" → "open").
pub(crate) fn base_of_participle(word: &str) -> Option<String> {
    rows().find(|(_, part, _)| *part == word).map(|(.., base)| base.to_owned()).or_else(|| base_of_past(word))
}

/// Whether a word can follow "had" as its participle.
pub(crate) fn is_participle(word: &str) -> bool {
    rows().any(|(_, part, _)| part == word)
        || (word.ends_with("ed") && word.len() > 3 && !matches!(word, "hundred" | "indeed" | "need" | "red"))
}

/// "know" → "knows".
pub(crate) fn third_person(base: &str) -> String {
    match base {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" => "does".to_owned(),
        "go" => "goes".to_owned(),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => format!("{base}es"),
        _ => match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{base}s"),
        },
    }
}
