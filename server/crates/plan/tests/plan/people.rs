//! Who is seen in a shot follows who speaks in it.

use crate::list;
use model::{Character, Edit, LineChange, PromptList, Shot};
use plan::{EditError, apply};
use uuid::Uuid;

fn run(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| format!("Seen: {}.", shot.cast.join(", ")), &|_| None)
}

fn with_ben() -> PromptList {
    let mut list = list();
    list.characters.push(Character { name: "BEN".into(), ..Character::default() });
    list
}

fn say(list: &mut PromptList, speaker: &str) {
    let (shot, line) = (list.shots[0].id, list.shots[0].lines[0].id);
    let change = LineChange { speaker: Some(speaker.into()), ..LineChange::default() };
    run(list, Edit::ChangeLine { shot, line, change }).unwrap();
}

#[test]
fn another_speaker_joins_who_acts_in_the_shot_and_takes_the_place_of_who_only_spoke() {
    let mut acts = with_ben();
    say(&mut acts, "BEN");
    assert_eq!(acts.shots[0].cast, ["MAYA", "BEN"], "Maya waits in it");
    assert_eq!(acts.shots[0].prompt, "Seen: MAYA, BEN.");

    let mut spoke = with_ben();
    (spoke.shots[0].action, spoke.shots[0].focus) = ("Rain falls.".into(), Some("MAYA".into()));
    spoke.shots[0].footage = Some("a chosen take".into());
    say(&mut spoke, "BEN");
    let shot = &spoke.shots[0];
    assert_eq!((&shot.cast[..], shot.focus.as_deref()), (&["BEN".to_owned()][..], Some("BEN")));
    assert_eq!(shot.footage.as_deref(), Some("a chosen take"), "the take that a person chose stays");
}

#[test]
fn a_voice_from_elsewhere_and_a_prompt_of_ones_own_stay_as_they_are() {
    let mut elsewhere = with_ben();
    elsewhere.shots[0].lines[0].off_screen = true;
    say(&mut elsewhere, "BEN");
    assert_eq!(
        (&elsewhere.shots[0].cast[..], &elsewhere.shots[0].prompt[..]),
        (&["MAYA".to_owned()][..], "Maya waits.")
    );

    let mut unseen = with_ben();
    unseen.shots[0].cast.clear();
    say(&mut unseen, "BEN");
    assert!(unseen.shots[0].cast.is_empty(), "nobody was seen to say it");

    let mut own = with_ben();
    (own.shots[0].prompt, own.shots[0].prompt_edited) = ("My own words.".into(), true);
    say(&mut own, "BEN");
    assert_eq!((own.shots[0].cast.len(), own.shots[0].prompt.as_str()), (2, "My own words."));
}

#[test]
fn somebody_of_the_film_is_added_once_and_nobody_else_is() {
    let mut list = with_ben();
    let shot = list.shots[1].id;
    let add = |name: &str| Edit::AddToCast { shot, name: name.into() };
    assert_eq!(run(&mut list, add("JUNO")), Err(EditError::NoCharacter));
    run(&mut list, add("BEN")).unwrap();
    run(&mut list, add("BEN")).unwrap();
    let now = &list.shots[1];
    assert_eq!((&now.cast[..], now.prompt.as_str()), (&["BEN".to_owned()][..], "Seen: BEN."));
}

#[test]
fn offers_that_were_put_aside_are_kept_up_to_a_bound_and_change_nothing_that_is_made() {
    let mut list = with_ben();
    let shot = list.shots[0].id;
    let before = list.shots[0].clone();
    for number in 0..model::limits::PUT_ASIDE + 5 {
        run(&mut list, Edit::PutAside { shot, offer: format!("sound-{number}") }).unwrap();
    }
    let kept = &list.shots[0].put_aside;
    assert_eq!((kept.len(), kept[0].as_str()), (model::limits::PUT_ASIDE, "sound-5"));
    plan::check_list(&list).unwrap();
    assert_eq!(Shot { put_aside: Vec::new(), ..list.shots[0].clone() }, before);
    assert_eq!(run(&mut list, Edit::TakeOffer { shot, offer: "sound-5".into() }), Err(EditError::NoOffer));
}
