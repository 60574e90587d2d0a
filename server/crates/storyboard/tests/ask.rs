//! Questions to language models and what is made of their answers.

#![allow(clippy::unwrap_used, clippy::panic)]

use model::{Brief, ProjectSettings, PromptList, Story, StylePreset};
use proptest::prelude::*;
use serde_json::{Value, json};
use storyboard::{
    STEPS, StepId,
    ask::{
        MOST_CALLS, Next, Outcome, Question, SceneOutline, fits, fountain, is_strict, judge, next, outlines, page,
        questions,
    },
    board, order,
};

const SCRIPT: &str = "INT. KITCHEN - NIGHT\n\nMARA (40), in a red coat, lights a lamp. A letter lies on the table.\n\nMARA\nWho is there?\n\nJONAS\nOnly me.\n\n\
                      EXT. PIER - DAWN\n\nJonas walks along the pier with a rope.\n\nJONAS\nIt is cold.\n";

fn of_script() -> PromptList {
    script::prompt_list(&script::read(SCRIPT), &ProjectSettings::default())
}

fn of_idea() -> PromptList {
    let brief =
        Brief { idea: "Mara keeps the last lighthouse.".into(), seconds: 90, tone: "dry".into(), ..Brief::default() };
    PromptList { story: Story { brief, ..Story::default() }, ..of_script() }
}

fn scenes() -> Vec<SceneOutline> {
    let scene = |heading: &str| SceneOutline {
        heading: heading.into(),
        synopsis: "Mara waits for somebody who does not come.".into(),
        mood: "tense".into(),
        characters: vec!["Mara".into(), "Jonas".into()],
    };
    vec![scene("INT. LIGHTHOUSE - NIGHT"), scene("EXT. PIER - DAWN")]
}

fn all(list: &PromptList) -> Vec<Question> {
    let board = board(list, StylePreset::Cinematic);
    STEPS.iter().flat_map(|step| questions(step.id, list, &board, &scenes())).collect()
}

/// An answer that fits a schema.
fn answer(schema: &Value, at: usize) -> Value {
    match schema["type"].as_str().unwrap() {
        "object" => {
            let fields = schema["properties"].as_object().unwrap();
            let nth = |name: &str| ["first", "second", "third"].iter().position(|own| *own == name).unwrap_or(at);
            fields
                .iter()
                .map(|(name, own)| (name.clone(), text_for(name, own, nth(name))))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        "array" => {
            let ids = ["name", "scene", "shot"]
                .iter()
                .find_map(|key| schema["items"]["properties"][*key]["enum"].as_array().map(|ids| (*key, ids)));
            match ids {
                Some((key, ids)) => ids
                    .iter()
                    .map(|id| {
                        let mut own = answer(&schema["items"], at);
                        own[key] = id.clone();
                        own
                    })
                    .collect(),
                None => json!([text_for("", &schema["items"], at)]),
            }
        }
        "number" => json!(4),
        _ => match schema["enum"].as_array() {
            Some(words) => words[0].clone(),
            None => json!(format!(
                "{} {}",
                [
                    "Fog lies over the grey harbour and nobody speaks",
                    "A lamp burns in every window of this loud town",
                    "Snow keeps each secret until spring comes again"
                ][at % 3],
                at
            )),
        },
    }
}

fn text_for(name: &str, schema: &Value, at: usize) -> Value {
    if name == "heading" { json!("INT. KITCHEN - NIGHT") } else { answer(schema, at) }
}

#[test]
fn every_question_is_strict_and_has_material() {
    let (script, idea) = (all(&of_script()), all(&of_idea()));
    assert_eq!(script.iter().filter(|own| own.step == StepId::Scenes).count(), 0, "a script has its scenes");
    for step in [
        StepId::Lore,
        StepId::Narrative,
        StepId::Scenes,
        StepId::Pages,
        StepId::Components,
        StepId::Stages,
        StepId::Shots,
    ] {
        assert!(idea.iter().any(|own| own.step == step), "{step:?}");
    }
    for own in script.iter().chain(&idea) {
        assert!(is_strict(&own.schema), "{}: {}", own.part, own.schema);
        assert!(own.context.len() > 20 && !own.prompt.is_empty() && own.most_tokens > 0, "{}", own.part);
    }
    let lore = idea.iter().find(|own| own.step == StepId::Lore).unwrap();
    assert!(lore.context.contains("last lighthouse") && lore.context.contains("dry"));
}

#[test]
fn from_the_components_on_no_question_can_be_answered_with_the_scripts_words() {
    fn names(schema: &Value, into: &mut Vec<String>) {
        if let Some(fields) = schema["properties"].as_object() {
            for (name, own) in fields {
                into.push(name.clone());
                names(own, into);
            }
        }
        if schema.get("items").is_some() {
            names(&schema["items"], into);
        }
    }
    let order = order();
    let from = order.iter().position(|id| *id == StepId::Components).unwrap();
    for own in all(&of_idea()).into_iter().chain(all(&of_script())).filter(|own| order[from..].contains(&own.step)) {
        let mut found = Vec::new();
        names(&own.schema, &mut found);
        let words = ["action", "lines", "line", "text", "dialogue", "words", "prompt", "script"];
        assert!(found.iter().all(|name| !words.contains(&name.as_str())), "{}: {found:?}", own.part);
    }
}

#[test]
fn a_whole_answer_is_taken_at_once() {
    for own in all(&of_idea()) {
        let given = answer(&own.schema, 0);
        assert_eq!(fits(&own.schema, &given), Ok(()), "{}", own.part);
        let Next::Ask(call) = next(&own, 1, &[]) else { panic!("{}", own.part) };
        assert_eq!((call.schema, call.model), (own.schema.clone(), 0));
        match next(&own, 1, &[Outcome::Answered(Some(given))]) {
            Next::Done(settled) => assert!(settled.whole, "{}: {:?}", own.part, settled.problems),
            next => panic!("{}: {next:?}", own.part),
        }
    }
}

#[test]
fn what_is_right_is_kept_and_only_the_rest_is_asked_again() {
    let list = of_script();
    let own = all(&list).into_iter().find(|own| own.step == StepId::Components).unwrap();
    let mut given = answer(&own.schema, 0);
    // One is left out, one is spelt otherwise, and one nobody knows.
    let people = given["characters"].as_array_mut().unwrap();
    let left_out = people.pop().unwrap()["name"].clone();
    people[0]["name"] = json!(people[0]["name"].as_str().unwrap().to_lowercase());
    people.push(json!({ "name": "Nobody At All", "description": "A stranger." }));
    let judged = judge(&own, &own.schema, &given);
    assert_eq!(judged.accepted["characters"].as_array().unwrap().len(), people_of(&list) - 1);
    let rest = judged.rest.unwrap();
    assert_eq!(rest["properties"]["characters"]["items"]["properties"]["name"]["enum"], json!([left_out]));
    assert!(rest["properties"].get("locations").is_none(), "places are all there");
    assert!(judged.problems.iter().any(|why| why.contains("Nobody At All")), "{:?}", judged.problems);

    let Next::Ask(again) = next(&own, 1, &[Outcome::Answered(Some(given.clone()))]) else { panic!() };
    assert_eq!(again.schema, rest);
    assert!(again.prompt.contains("Nobody At All"));
    let second = answer(&again.schema, 1);
    match next(&own, 1, &[Outcome::Answered(Some(given)), Outcome::Answered(Some(second))]) {
        Next::Done(settled) => {
            assert!(settled.whole);
            assert_eq!(settled.accepted["characters"].as_array().unwrap().len(), people_of(&list));
        }
        next => panic!("{next:?}"),
    }
}

fn people_of(list: &PromptList) -> usize {
    list.characters.len()
}

#[test]
fn options_that_say_the_same_and_headings_that_are_none_are_asked_for_again() {
    let all = all(&of_idea());
    let lore = all.iter().find(|own| own.step == StepId::Lore).unwrap();
    let mut given = answer(&lore.schema, 0);
    given["third"] = given["first"].clone();
    let judged = judge(lore, &lore.schema, &given);
    assert_eq!(judged.accepted.as_object().unwrap().len(), 2);
    assert!(judged.problems[0].contains("nearly the same"), "{:?}", judged.problems);
    let scenes = all.iter().find(|own| own.step == StepId::Scenes).unwrap();
    let mut given = answer(&scenes.schema, 0);
    given["scenes"][0]["heading"] = json!("In the kitchen");
    assert!(judge(scenes, &scenes.schema, &given).rest.is_some());
}

#[test]
fn a_chain_goes_on_to_the_next_model_and_ends_with_what_it_has() {
    let own = all(&of_idea()).remove(0);
    let model = |outcomes: &[Outcome]| match next(&own, 2, outcomes) {
        Next::Ask(call) => Some((call.model, call.most_tokens / own.most_tokens)),
        Next::Done(_) => None,
    };
    assert_eq!(model(&[]), Some((0, 1)));
    assert_eq!(model(&[Outcome::Cut]), Some((0, 2)), "once more with twice the room");
    assert_eq!(model(&[Outcome::Refused]), Some((1, 1)));
    assert_eq!(model(&[Outcome::Failed("no key".into())]), Some((1, 1)));
    assert_eq!(model(&[Outcome::Answered(None), Outcome::Answered(None)]), Some((1, 1)));
    assert_eq!(model(&[Outcome::Refused, Outcome::Refused]), None);
    assert_eq!(model(&[Outcome::Answered(None), Outcome::Answered(None), Outcome::Answered(None)]), None);
    match next(&own, 1, &[Outcome::Failed("The account has no money left.".into())]) {
        Next::Done(settled) => assert_eq!((settled.whole, settled.problems.len()), (false, 1)),
        next => panic!("{next:?}"),
    }
}

#[test]
fn pages_are_a_script_that_is_read_as_it_was_written() {
    let beats = json!({ "beats": [
        { "kind": "action", "who": "", "delivery": "", "text": "INT. is what she reads on the wall. FADE OUT: says a sign." },
        { "kind": "line", "who": "Mara", "delivery": "softly", "text": "Who is *there*?" },
        { "kind": "line", "who": "Jonas", "delivery": "", "text": "(Only) me." },
    ] });
    let pages = vec![
        page(&beats),
        page(&json!({ "beats": [{ "kind": "action", "who": "", "delivery": "", "text": "The tide turns." }] })),
    ];
    let text = fountain("The Light", &scenes(), &pages);
    let play = script::read(&text);
    let list = script::prompt_list(&play, &ProjectSettings::default());
    assert_eq!(list.scenes.len(), 2, "{text}");
    let lines: Vec<(Option<&str>, &str)> = list
        .shots
        .iter()
        .flat_map(|shot| &shot.lines)
        .map(|line| (line.speaker.as_deref(), line.text.as_str()))
        .collect();
    assert_eq!(lines.len(), 2, "{lines:?}\n{text}");
    assert!(lines[0].1.contains("Who is there?") && lines[1].1.contains("Only"), "{lines:?}");
    assert_eq!(outlines(&json!({ "scenes": [{ "heading": "INT. A - DAY" }] })).len(), 1);
}

/// Any JSON, so deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        ".{0,30}".prop_map(Value::from),
        prop_oneof![Just("MARA"), Just("Jonas"), Just("1"), Just("2")].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop_oneof![
            Just("first"),
            Just("second"),
            Just("third"),
            Just("characters"),
            Just("locations"),
            Just("stages"),
            Just("scenes"),
            Just("beats"),
            Just("shots"),
            Just("name"),
            Just("scene"),
            Just("description"),
            Just("lore"),
            Just("text"),
            Just("kind"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(key, own)| (key.to_owned(), own)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_answered_a_chain_ends_after_three_paid_answers_with_what_fits(answers in prop::collection::vec(any_json(), 8), models in 1_usize..3) {
        for own in all(&of_idea()) {
            let mut outcomes = Vec::new();
            let settled = loop {
                match next(&own, models, &outcomes) {
                    Next::Done(settled) => break settled,
                    Next::Ask(call) => {
                        prop_assert!(is_strict(&call.schema) && call.model < models);
                        let given = answers.get(outcomes.len()).cloned();
                        outcomes.push(Outcome::Answered(given));
                    }
                }
            };
            prop_assert!(outcomes.len() <= MOST_CALLS);
            let accepted = settled.accepted.as_object().unwrap();
            for (name, value) in accepted {
                prop_assert_eq!(fits(&own.schema["properties"][name], value), Ok(()));
            }
        }
    }
}
