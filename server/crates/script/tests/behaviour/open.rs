//! What a script leaves open is asked, and the answer sticks.

use model::{ProjectSettings, Said, SaidSex, Sex};
use script::{Question, prompt_list, questions, read_with};

const SCRIPT: &str = "INT. KITCHEN - NIGHT\n\nKLARA WEISS (40s, red coat) waits by the door. The COURIER comes in.\n\n\
                      COURIER\nA letter.\n\nKLARA\nPut it there.\n\nEXT. STREET - DAY\n\nThe courier rides away.\n";
const STORY: &str = "She waited a long time. Nobody came, and the lamp went out.\n\n\"Is anybody there?\" asked Oda.\n";

fn asked(text: &str, settings: &ProjectSettings) -> Vec<Question> {
    let play = read_with(text, settings);
    let list = prompt_list(&play, settings);
    questions(&play, &list, settings)
}

fn looks_of(text: &str, settings: &ProjectSettings, name: &str) -> String {
    let list = prompt_list(&read_with(text, settings), settings);
    list.characters.into_iter().find(|character| character.name == name).map(|c| c.description).unwrap_or_default()
}

fn said(name: &str, said: Said) -> ProjectSettings {
    ProjectSettings { people: [(name.to_owned(), said)].into(), ..ProjectSettings::default() }
}

#[test]
fn a_sex_that_the_script_leaves_open_is_asked_and_the_answer_sticks() {
    let about = |settings: &ProjectSettings| {
        asked(SCRIPT, settings).iter().any(|q| matches!(q, Question::Sex { name, .. } if name == "COURIER"))
    };
    assert!(about(&ProjectSettings::default()));
    for (sex, is, word) in [
        (SaidSex::Female, Some(Sex::Female), "woman"),
        (SaidSex::Male, Some(Sex::Male), "man"),
        (SaidSex::Open, None, "person"),
    ] {
        let settings = said("COURIER", Said { sex: Some(sex), ..Said::default() });
        assert!(!about(&settings), "{sex:?}");
        for text in [SCRIPT.to_owned(), SCRIPT.replace("A letter.", "A letter for you, madam.")] {
            let play = read_with(&text, &settings);
            let courier = play.characters.iter().find(|person| person.name == "COURIER").unwrap();
            assert_eq!(courier.sex, is);
            assert!(looks_of(&text, &settings, "COURIER").starts_with(word));
        }
    }
}

#[test]
fn what_is_made_up_of_looks_is_told_and_what_the_script_says_is_not() {
    let questions = asked(SCRIPT, &ProjectSettings::default());
    let of = |who: &str| {
        questions.iter().find_map(|q| match q {
            Question::Looks { name, made_up, .. } if name.contains(who) => Some(made_up.join(", ")),
            _ => None,
        })
    };
    let klara = of("KLARA").unwrap();
    assert!(klara.contains("hair") && !klara.contains("coat") && !klara.contains("40s"), "{klara}");
    assert!(of("COURIER").unwrap().contains(" in "), "the age is made up as well");
}

#[test]
fn looks_that_a_person_decided_are_filmed_word_for_word() {
    let settings = said("COURIER", Said { looks: Some("a tall man with a green cap".into()), ..Said::default() });
    assert_eq!(looks_of(SCRIPT, &settings, "COURIER"), "a tall man with a green cap");
    assert!(!asked(SCRIPT, &settings).iter().any(|q| matches!(q, Question::Looks { name, .. } if name == "COURIER")));
    let list = prompt_list(&read_with(SCRIPT, &settings), &settings);
    assert!(list.shots.iter().any(|shot| shot.prompt.contains("green cap")));
}

#[test]
fn years_that_a_person_said_are_the_characters_age() {
    let settings = said("COURIER", Said { years: Some(12), ..Said::default() });
    let play = read_with(SCRIPT, &settings);
    let courier = play.characters.iter().find(|person| person.name == "COURIER").unwrap();
    assert_eq!((courier.years, courier.age), (Some(12), Some(model::Age::Child)));
}

#[test]
fn two_names_of_one_person_are_asked_about_and_become_one() {
    let text = "INT. HALL - DAY\n\nROSA MILLER (50) sweeps.\n\nROSA MILLER\nMorning.\n\nTOM\nMorning.\n\nINT. ATTIC - DAY\n\n\
                MILLER\nWho is there?\n\nTOM\nMe.\n";
    let none = ProjectSettings::default();
    let names = |settings: &ProjectSettings| {
        read_with(text, settings).characters.into_iter().map(|person| (person.name, person.lines)).collect::<Vec<_>>()
    };
    if names(&none).iter().any(|(name, _)| name == "MILLER") {
        let asks = Question::Same { name: "MILLER".into(), whole: "ROSA MILLER".into() };
        assert!(asked(text, &none).contains(&asks), "{:?}", asked(text, &none));
    }
    let one = ProjectSettings { same: [("TOM".to_owned(), "ROSA MILLER".to_owned())].into(), ..none.clone() };
    let before: usize = names(&none).iter().map(|(_, lines)| lines).sum();
    let after = names(&one);
    assert!(!after.iter().any(|(name, _)| name == "TOM"), "{after:?}");
    assert_eq!(after.iter().map(|(_, lines)| lines).sum::<usize>(), before);
    let two = ProjectSettings { same: [("MILLER".to_owned(), "MILLER".to_owned())].into(), ..none };
    assert!(!asked(text, &two).iter().any(|q| matches!(q, Question::Same { .. })));
}

#[test]
fn a_scene_that_says_no_place_is_asked_about_and_takes_the_answer() {
    let none = ProjectSettings::default();
    let key = asked(STORY, &none).into_iter().find_map(|q| match q {
        Question::Where { key, .. } => Some(key),
        _ => None,
    });
    let settings = ProjectSettings { places: [(key.unwrap(), "Lighthouse".to_owned())].into(), ..none };
    assert!(!asked(STORY, &settings).iter().any(|q| matches!(q, Question::Where { .. })));
    let list = prompt_list(&read_with(STORY, &settings), &settings);
    assert!(list.shots.iter().all(|shot| shot.place.name.eq_ignore_ascii_case("lighthouse")));
}

#[test]
fn answers_on_what_is_not_in_the_script_change_nothing() {
    let mut settings = said("NOBODY", Said { sex: Some(SaidSex::Male), ..Said::default() });
    settings.same = [("NOBODY".to_owned(), "COURIER".to_owned()), ("COURIER".to_owned(), "NOBODY".to_owned())].into();
    settings.places = [("nowhere".to_owned(), "Moon".to_owned())].into();
    assert_eq!(read_with(SCRIPT, &settings), read_with(SCRIPT, &ProjectSettings::default()));
}
