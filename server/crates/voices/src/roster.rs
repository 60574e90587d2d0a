//! Who there is, and who speaks for whom.

use model::{
    Age::{self, Adult, Child, Old, Teen},
    Sex::{self, Female, Male},
    Voice,
    view::VoiceView,
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// Where a voice is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    American,
    British,
    Spanish,
    French,
    Italian,
    Brazilian,
    Hindi,
    Japanese,
    Chinese,
}
use Home::{American, Brazilian, British, Chinese, French, Hindi, Italian, Japanese, Spanish};
/// A voice of the pack.
#[derive(Clone, Copy, Debug)]
pub struct Roster {
    pub id: &'static str,
    pub label: &'static str,
    pub sex: Sex,
    pub age: Age,
    pub home: Home,
    /// 0 for those that its maker thinks best of, 2 for those that he thinks least of.
    grade: u8,
}

const fn voice(id: &'static str, label: &'static str, who: (Sex, Age), home: Home, grade: u8) -> Roster {
    Roster { id, label, sex: who.0, age: who.1, home, grade }
}

const WOMAN: (Sex, Age) = (Female, Adult);
const MAN: (Sex, Age) = (Male, Adult);
/// Every voice. Low and high are by measurement.
pub const ROSTER: &[Roster] = &[
    voice("af_heart", "Heart: woman, American", WOMAN, American, 0),
    voice("af_bella", "Bella: woman, American, lively", WOMAN, American, 0),
    voice("af_sarah", "Sarah: woman, American, calm", WOMAN, American, 0),
    voice("af_aoede", "Aoede: woman, American, light", WOMAN, American, 0),
    voice("af_kore", "Kore: woman, American, low", WOMAN, American, 0),
    voice("af_alloy", "Alloy: woman, American, very low", WOMAN, American, 1),
    voice("af_nova", "Nova: woman, American, low and even", WOMAN, American, 1),
    voice("af_sky", "Sky: woman, American, quiet", WOMAN, American, 1),
    voice("af_river", "River: woman, American, plain", WOMAN, American, 2),
    voice("af_jessica", "Jessica: young woman, American", (Female, Teen), American, 2),
    voice("af_nicole", "Nicole: woman, American, whispering", WOMAN, American, 2),
    voice("am_michael", "Michael: man, American, low", MAN, American, 0),
    voice("am_fenrir", "Fenrir: man, American, forceful", MAN, American, 0),
    voice("am_puck", "Puck: man, American, lively", MAN, American, 0),
    voice("am_echo", "Echo: man, American, low and plain", MAN, American, 2),
    voice("am_eric", "Eric: young man, American", (Male, Teen), American, 2),
    voice("am_liam", "Liam: young man, American, lower", (Male, Teen), American, 2),
    voice("am_onyx", "Onyx: man, American, deep", MAN, American, 2),
    voice("am_adam", "Adam: man, American, worn", MAN, American, 2),
    voice("am_santa", "Santa: old man, American, high", (Male, Old), American, 2),
    voice("bf_emma", "Emma: woman, British", WOMAN, British, 0),
    voice("bf_isabella", "Isabella: woman, British, high", WOMAN, British, 1),
    voice("bf_alice", "Alice: young woman, British", (Female, Teen), British, 2),
    voice("bf_lily", "Lily: woman, British, low", WOMAN, British, 2),
    voice("bm_george", "George: man, British", MAN, British, 1),
    voice("bm_fable", "Fable: man, British, light", MAN, British, 1),
    voice("bm_lewis", "Lewis: man, British, deep", MAN, British, 2),
    voice("bm_daniel", "Daniel: man, British, plain", MAN, British, 2),
    voice("ef_dora", "Dora: woman, Spanish", WOMAN, Spanish, 0),
    voice("em_alex", "Alex: man, Spanish", MAN, Spanish, 0),
    voice("em_santa", "Santa: old man, Spanish", (Male, Old), Spanish, 0),
    voice("ff_siwis", "Siwis: woman, French", WOMAN, French, 0),
    voice("if_sara", "Sara: woman, Italian", WOMAN, Italian, 0),
    voice("im_nicola", "Nicola: man, Italian", MAN, Italian, 0),
    voice("pf_dora", "Dora: woman, Brazilian", WOMAN, Brazilian, 0),
    voice("pm_alex", "Alex: man, Brazilian", MAN, Brazilian, 0),
    voice("pm_santa", "Santa: old man, Brazilian", (Male, Old), Brazilian, 0),
    voice("hf_alpha", "Alpha: woman, Hindi", WOMAN, Hindi, 0),
    voice("hf_beta", "Beta: woman, Hindi, lower", WOMAN, Hindi, 0),
    voice("hm_omega", "Omega: man, Hindi", MAN, Hindi, 0),
    voice("hm_psi", "Psi: man, Hindi, higher", MAN, Hindi, 0),
    voice("jf_alpha", "Alpha: woman, Japanese", WOMAN, Japanese, 0),
    voice("jf_gongitsune", "Gongitsune: woman, Japanese", WOMAN, Japanese, 0),
    voice("jf_nezumi", "Nezumi: woman, Japanese, light", WOMAN, Japanese, 1),
    voice("jf_tebukuro", "Tebukuro: girl, Japanese", (Female, Child), Japanese, 0),
    voice("jm_kumo", "Kumo: man, Japanese, deep", MAN, Japanese, 0),
    voice("zf_xiaobei", "Xiaobei: woman, Chinese", WOMAN, Chinese, 1),
    voice("zf_xiaoni", "Xiaoni: woman, Chinese, lower", WOMAN, Chinese, 1),
    voice("zf_xiaoxiao", "Xiaoxiao: woman, Chinese, light", WOMAN, Chinese, 1),
    voice("zf_xiaoyi", "Xiaoyi: young woman, Chinese, high", (Female, Teen), Chinese, 1),
    voice("zm_yunjian", "Yunjian: man, Chinese, low", MAN, Chinese, 1),
    voice("zm_yunxi", "Yunxi: young man, Chinese", (Male, Teen), Chinese, 1),
    voice("zm_yunxia", "Yunxia: boy, Chinese", (Male, Child), Chinese, 1),
    voice("zm_yunyang", "Yunyang: man, Chinese", MAN, Chinese, 1),
];
/// Adults who sound old when they speak slowly.
const AGED: [&str; 4] = ["bf_isabella", "af_sky", "bm_lewis", "am_adam"];
/// Who tells the action, by language.
const NARRATORS: [(Home, &str); 6] = [
    (British, "bm_george"),
    (Spanish, "em_alex"),
    (French, "ff_siwis"),
    (Italian, "im_nicola"),
    (Brazilian, "pm_alex"),
    (Hindi, "hm_omega"),
];
/// How the voices that the studio had before are called here.
const FORMERLY: [(&str, &str); 41] = [
    ("narrator", "bm_george"),
    ("clara", "af_heart"),
    ("ruth", "bf_emma"),
    ("mina", "af_sarah"),
    ("edith", "bf_lily"),
    ("joan", "af_nova"),
    ("linda", "af_kore"),
    ("bella", "af_bella"),
    ("stella", "af_alloy"),
    ("annie", "af_aoede"),
    ("moira", "bf_emma+bf_lily"),
    ("adam", "am_michael"),
    ("frank", "am_onyx"),
    ("hugh", "bm_daniel"),
    ("leon", "am_eric"),
    ("max", "am_puck"),
    ("boris", "bm_lewis"),
    ("rob", "am_liam"),
    ("paul", "am_echo"),
    ("victor", "bm_fable"),
    ("ewan", "bm_daniel+bm_fable"),
    ("ed", "am_fenrir"),
    ("norman", "bm_lewis+bm_george"),
    ("pip", "zm_yunxia+af_jessica"),
    ("tom", "zm_yunxia+bf_alice"),
    ("sam", "jf_tebukuro+bf_alice"),
    ("lily", "jf_tebukuro+af_jessica"),
    ("daisy", "bf_alice+jf_tebukuro"),
    ("wren", "af_jessica+bf_alice"),
    ("kit", "am_eric"),
    ("dean", "am_liam"),
    ("jay", "am_eric+am_liam"),
    ("ivy", "af_jessica"),
    ("nora", "af_jessica+af_sarah"),
    ("zoe", "bf_alice"),
    ("agnes", "bf_isabella"),
    ("hilda", "af_sky"),
    ("martha", "af_kore+bf_lily"),
    ("walter", "am_adam"),
    ("amos", "bm_lewis"),
    ("george", "am_santa"),
];
/// Girls and boys who speak English: children's voices of other languages, mixed with young English ones.
const GIRLS: [&str; 6] = [
    "af_jessica+jf_tebukuro",
    "bf_alice+jf_tebukuro",
    "af_bella+jf_tebukuro",
    "bf_emma+jf_tebukuro",
    "af_heart+jf_tebukuro",
    "af_sarah+jf_tebukuro",
];
const BOYS: [&str; 6] = [
    "af_jessica+zm_yunxia",
    "bf_alice+zm_yunxia",
    "am_eric+jf_tebukuro",
    "af_bella+zm_yunxia",
    "am_liam+jf_tebukuro",
    "bf_emma+zm_yunxia",
];
/// How many of a film's people are looked at so that no two are alike.
const MOST: usize = 150;
/// The voices of an id, each with its part: one of the [`ROSTER`], several joined by `+` (their mean), or one that the studio had before.
/// `None` for an id that is none of these.
pub fn known(id: &str) -> Option<Vec<(String, f32)>> {
    let id = present(id.trim());
    let of = |id: &str| ROSTER.iter().find(|voice| voice.id == id).map(|voice| (voice.id.to_owned(), 1.0));
    id.split('+').take(4).map(of).collect()
}

/// It is a child's voice.
pub fn is_child(id: &str) -> bool {
    ROSTER.iter().any(|voice| voice.id == id && voice.age == Child)
}

/// A voice of the same sex and home as the first of a mixture that is not in it, by chance.
pub fn another(mix: &[(String, f32)], chance: u64) -> Option<String> {
    let first = ROSTER.iter().find(|voice| mix.first().is_some_and(|(id, _)| id == voice.id))?;
    let like = |voice: &&Roster| voice.sex == first.sex && voice.home == first.home && voice.id != "af_nicole";
    let others: Vec<&Roster> =
        ROSTER.iter().filter(like).filter(|voice| mix.iter().all(|(id, _)| id != voice.id)).collect();
    let at = usize::try_from(chance).unwrap_or_default() % others.len().max(1);
    others.get(at).map(|voice| voice.id.to_owned())
}

/// The voices that a person can choose from.
pub fn list() -> Vec<VoiceView> {
    ROSTER.iter().map(|voice| VoiceView { id: voice.id.to_owned(), label: voice.label.to_owned() }).collect()
}

/// The voice of somebody in a film with these people: the same one for the same people, another one for each of them as long as there are
/// others. `None` where no voice speaks the language.
pub fn natural(cast: &[Voice], who: &Voice) -> Option<String> {
    let homes = homes(&who.language)?;
    let name = name(who);
    if name == "narrator" {
        let narrator = NARRATORS.iter().find(|(home, _)| homes.contains(home)).or_else(|| NARRATORS.first());
        return narrator.map(|(_, id)| (*id).to_owned());
    }
    let mut taken: BTreeSet<String> = cast.iter().filter_map(|voice| voice.id.as_deref()).map(present).collect();
    taken.extend(NARRATORS.first().map(|(_, id)| (*id).to_owned()));
    for other in cast.iter().take(MOST).filter(|other| other.id.is_none()) {
        let Some(homes) = self::homes(&other.language) else { continue };
        let id = pick(other, homes, &taken);
        if self::name(other) == name {
            return Some(id);
        }
        taken.insert(id);
    }
    Some(pick(who, homes, &taken))
}

/// An id of before, as it is called here; any other as it is.
fn present(id: &str) -> String {
    FORMERLY.iter().find(|(was, _)| was.eq_ignore_ascii_case(id)).map_or(id, |(_, is)| is).to_owned()
}

fn name(voice: &Voice) -> String {
    voice.character.trim().to_lowercase()
}

/// Where the voices for a language are at home, the best first.
fn homes(language: &str) -> Option<&'static [Home]> {
    let tag = language.trim().to_ascii_lowercase().replace('_', "-");
    let british = ["en-gb", "en-uk", "en-au", "en-nz", "en-ie", "en-za", "en-in", "en-sc"];
    Some(match tag.split('-').next().unwrap_or_default() {
        _ if british.iter().any(|accent| tag.starts_with(accent)) => &[British, American],
        "" | "en" | "english" | "american" | "canadian" => &[American, British],
        "british" | "scottish" | "irish" | "australian" | "posh" => &[British, American],
        "es" | "spanish" | "mexican" => &[Spanish],
        "fr" | "french" => &[French],
        "it" | "italian" => &[Italian],
        "pt" | "portuguese" | "brazilian" => &[Brazilian],
        "hi" | "hindi" | "indian" => &[Hindi],
        "ja" | "japanese" => &[Japanese],
        "zh" | "cmn" | "chinese" | "mandarin" => &[Chinese],
        _ => return None,
    })
}

/// A number of a name, the same on every machine.
fn number(name: &str) -> usize {
    Sha256::digest(name.as_bytes()).iter().take(6).fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

fn pick(who: &Voice, homes: &[Home], taken: &BTreeSet<String>) -> String {
    let name = name(who);
    let chance = number(&name);
    let sex = who.sex.unwrap_or(if chance.is_multiple_of(2) { Female } else { Male });
    let age = who.age.unwrap_or(Adult);
    let of_sex: Vec<&Roster> = ROSTER.iter().filter(|voice| voice.sex == sex && voice.id != "af_nicole").collect();
    if age == Child {
        let english = matches!(homes.first(), Some(American | British));
        let young: Vec<String> = match (english, sex) {
            (true, Female) => GIRLS.map(str::to_owned).into(),
            (true, Male) => BOYS.map(str::to_owned).into(),
            (false, _) => pairs(&of_sex, homes, &["jf_tebukuro", "zm_yunxia"]),
        };
        if let Some(id) = free(&young, chance, taken) {
            return id;
        }
    }
    let at_home: Vec<(usize, &Roster)> = of_sex
        .iter()
        .filter_map(|voice| Some((homes.iter().position(|home| *home == voice.home)?, *voice)))
        .map(|(far, voice)| (years(voice, age) * 4 + far * 2 + usize::from(voice.grade), voice))
        .collect();
    let mut costs: Vec<usize> = at_home.iter().map(|(cost, _)| *cost).collect();
    costs.sort_unstable();
    costs.dedup();
    for cost in costs {
        let equal: Vec<String> =
            at_home.iter().filter(|(own, _)| *own == cost).map(|(_, voice)| voice.id.to_owned()).collect();
        if let Some(id) = free(&equal, chance, taken) {
            return id;
        }
    }
    let fit: Vec<&str> = of_sex.iter().filter(|voice| years(voice, age) < 2).map(|voice| voice.id).collect();
    let near = pairs(&of_sex, homes, &fit);
    // More people than there are pairs of voices: two of them sound alike.
    free(&near, chance, taken)
        .or_else(|| near.get(chance % near.len().max(1)).cloned())
        .unwrap_or_else(|| "af_heart".to_owned())
}

/// The first that nobody has, from one on that the name decides.
fn free(ids: &[String], chance: usize, taken: &BTreeSet<String>) -> Option<String> {
    let from = chance % ids.len().max(1);
    ids.iter().cycle().skip(from).take(ids.len()).find(|id| !taken.contains(*id)).cloned()
}

/// How far a voice's age is from the one wanted, 0 to 2.
fn years(voice: &Roster, wanted: Age) -> usize {
    match (wanted, voice.age) {
        (Old, Adult) if AGED.contains(&voice.id) => 0,
        (a, b) if a == b => 0,
        (Child, Teen) | (Teen, Adult | Child) | (Old, Adult) => 1,
        _ => 2,
    }
}

/// Every two voices of a sex of which the first is at home, or of any sex where nobody of it is.
fn pairs(of_sex: &[&Roster], homes: &[Home], others: &[&str]) -> Vec<String> {
    let home = |voice: &&Roster| homes.contains(&voice.home);
    let mut firsts: Vec<&str> = of_sex.iter().copied().filter(|voice| home(voice)).map(|voice| voice.id).collect();
    if firsts.is_empty() {
        // French has no man: men of its neighbours speak it.
        let near = [Italian, Spanish, Brazilian];
        firsts = of_sex.iter().filter(|voice| near.contains(&voice.home)).map(|voice| voice.id).collect();
    }
    let joined = |first: &&str, other: &&str| format!("{first}+{other}");
    let mut pairs: Vec<String> = Vec::new();
    for (at, first) in firsts.iter().enumerate() {
        let fresh = others.iter().filter(|other| !firsts.iter().take(at + 1).any(|earlier| earlier == *other));
        pairs.extend(fresh.map(|other| joined(first, other)));
    }
    pairs
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn person(character: &str, sex: Sex, age: Age, language: &str) -> Voice {
        Voice { id: None, character: character.into(), sex: Some(sex), age: Some(age), language: language.into() }
    }

    fn film(people: usize, language: &str) -> Vec<Voice> {
        (0..people)
            .map(|n| {
                let age = [Adult, Adult, Adult, Old, Teen, Child].into_iter().cycle().nth(n).unwrap();
                person(&format!("PERSON {n}"), if n % 2 == 0 { Female } else { Male }, age, language)
            })
            .collect()
    }

    #[test]
    fn no_two_people_of_a_film_have_the_same_voice() {
        for (language, people) in [("en", 120), ("en-gb", 60), ("es", 30), ("fr", 30), ("pt-br", 30), ("hi", 30)] {
            let cast = film(people, language);
            let ids: BTreeSet<String> = cast.iter().map(|who| natural(&cast, who).unwrap()).collect();
            assert_eq!(ids.len(), people, "{language}");
            assert!(ids.iter().all(|id| known(id).is_some()), "{ids:?}");
        }
    }

    #[test]
    fn a_person_keeps_the_voice_when_others_come_later() {
        let all = film(40, "en");
        for who in all.iter().take(20) {
            assert_eq!(natural(&all, who), natural(&all[..20], who));
        }
    }

    #[test]
    fn a_voice_that_was_chosen_for_one_is_cast_for_nobody_else() {
        let mut cast = film(24, "en");
        let wanted = natural(&cast, &cast[2]).unwrap();
        cast[20].id = Some(wanted.clone());
        assert_ne!(natural(&cast, &cast[2]).unwrap(), wanted);
    }

    #[test]
    fn sex_age_and_accent_are_those_of_the_person() {
        let of = |sex, age, language| {
            let who = person("TOM", sex, age, language);
            natural(std::slice::from_ref(&who), &who).unwrap()
        };
        assert!(of(Male, Adult, "en-gb").starts_with("bm_"));
        assert!(of(Female, Adult, "en-us").starts_with("af_"));
        assert!(BOYS.contains(&of(Male, Child, "en").as_str()));
        assert_eq!(of(Female, Adult, "fr"), "ff_siwis");
        assert!(of(Male, Adult, "fr").contains('+'), "no man of the pack is French");
        assert!(["am_santa", "am_adam", "bm_lewis"].contains(&of(Male, Old, "en").as_str()));
        assert_eq!(natural(&[], &person("TOM", Male, Adult, "de")), None);
        assert_eq!(natural(&[], &person("Narrator", Male, Adult, "en")).unwrap(), "bm_george");
    }

    #[test]
    fn voices_of_before_mean_their_likes() {
        assert_eq!(known("Clara").unwrap()[0].0, "af_heart");
        assert!(FORMERLY.iter().all(|(was, _)| known(was).is_some()));
        assert!(BOYS.iter().chain(&GIRLS).all(|id| known(id).is_some_and(|mix| mix.len() == 2)));
        assert_eq!(known("af_nobody+af_heart"), None);
    }
}
