//! What a person writes, chooses and approves on the storyboard.

use model::{Edit, Framing, ModelChoice, ProjectSettings, PromptList, Scene, ShotChange, StoryChange};
use plan::EditError;
use storyboard::panel_basis;
use uuid::Uuid;

fn list() -> PromptList {
    let scene = Scene { number: "1".to_owned(), ..Scene::default() };
    PromptList { scenes: vec![scene], ..super::list() }
}

fn edited(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    plan::apply(list, edit, &mut Uuid::now_v7, &|_, shot| shot.prompt.clone(), &|_| None)
}

fn approve(list: &PromptList, all: bool, approved: bool) -> Edit {
    Edit::Approve { shots: vec![list.shots[0].id], scene: None, all, approved }
}

#[test]
fn an_approval_holds_until_the_panel_shows_something_else() {
    let mut list = list();
    let (first, all, none) = (approve(&list, false, true), approve(&list, true, true), approve(&list, true, false));
    edited(&mut list, first).unwrap();
    let holds = |list: &PromptList| list.shots[0].approved == Some(panel_basis(list, &list.shots[0]));
    assert!(holds(&list) && list.shots[1..].iter().all(|shot| shot.approved.is_none()));
    let change = Box::new(ShotChange { framing: Some(Framing::Aerial), ..ShotChange::default() });
    let edit = Edit::ChangeShot { shot: list.shots[0].id, change };
    edited(&mut list, edit).unwrap();
    assert!(!holds(&list));
    edited(&mut list, all).unwrap();
    assert!(holds(&list) && list.shots.iter().all(|shot| shot.approved.is_some()));
    edited(&mut list, none).unwrap();
    assert!(list.shots.iter().all(|shot| shot.approved.is_none()));
}

#[test]
fn an_approval_changes_no_prompt_and_no_step() {
    let mut own = list();
    let before = own.clone();
    edited(&mut own, approve(&before, true, true)).unwrap();
    own.shots.iter_mut().for_each(|shot| shot.approved = None);
    assert_eq!(own, before);
}

#[test]
fn an_empty_text_gives_the_studios_back() {
    let mut own = list();
    let before = own.clone();
    let write = |text: &str| Edit::ChangeStory {
        change: StoryChange { lore: Some(text.to_owned()), ..StoryChange::default() },
    };
    edited(&mut own, write("  A harbour no chart shows.  ")).unwrap();
    assert_eq!(own.story.lore, "A harbour no chart shows.");
    assert!(own.story.written_for.contains_key("lore"));
    edited(&mut own, write("")).unwrap();
    let stage = |text: &str| Edit::ChangeStage { scene: before.scenes[0].number.clone(), description: text.to_owned() };
    edited(&mut own, stage("Two chairs.")).unwrap();
    assert_eq!(own.scenes[0].stage.description, "Two chairs.");
    edited(&mut own, stage("")).unwrap();
    assert_eq!(own, before);
}

#[test]
fn a_description_that_a_person_wrote_is_marked_so() {
    let mut own = list();
    let name = own.characters[0].name.clone();
    let same = own.characters[0].description.clone();
    let describe = |words: &str| Edit::ChangeCharacter {
        name: name.clone(),
        description: Some(words.to_owned()),
        voice: None,
        picture: None,
        element: None,
    };
    edited(&mut own, describe(&same)).unwrap();
    assert!(own.characters[0].by_hand.is_empty(), "nothing was written");
    edited(&mut own, describe("a tall woman in red")).unwrap();
    assert_eq!(own.characters[0].by_hand, ["description"]);
}

#[test]
fn an_option_that_is_not_there_is_refused() {
    let mut own = list();
    let choose = |step: &str, option| Edit::ChooseOption { step: step.to_owned(), option };
    assert_eq!(edited(&mut own, choose("narrative", 3)), Err(EditError::NoOption));
    assert_eq!(edited(&mut own, choose("shots", 1)), Err(EditError::NoOption));
    edited(&mut own, choose("narrative", 2)).unwrap();
    assert_eq!(own.story.chosen.get("narrative"), Some(&2));
    edited(&mut own, choose("narrative", 0)).unwrap();
    assert!(own.story.chosen.is_empty());
}

#[test]
fn what_a_person_says_of_a_place_is_in_every_shot_there() {
    let mut own = list();
    own.locations.push(model::Location { name: "OLD HARBOUR".to_owned(), ..model::Location::default() });
    own.shots[0].place.name = "old harbour".to_owned();
    let edit = Edit::ChangeLocation { name: "OLD HARBOUR".to_owned(), description: "rusted cranes".to_owned() };
    edited(&mut own, edit).unwrap();
    assert_eq!(own.shots[0].place.description, "rusted cranes");
    assert_eq!(own.shots[1].place.description, "");
    assert_eq!(own.locations[0].by_hand, ["description"]);
}

#[test]
fn what_was_paid_for_before_the_storyboard_keeps_its_name() {
    let settings = ProjectSettings::default();
    let own = list();
    let brief = super::brief(&settings, &own);
    let steps = own.shots.iter().flat_map(|shot| plan::shot_steps(&brief, shot, false));
    let names: Vec<String> = steps.map(|step| step.fingerprint.to_string().chars().take(12).collect()).collect();
    assert_eq!(
        names.join(" "),
        "36eda42aef22 f8645eda5cee 46aaa83583da 9be9f519b832 466314a6e5b9 81f6d30d1d29 b543399914a1"
    );
    let kling = ProjectSettings { video: ModelChoice::new("kling", "kling-v2-6"), ..settings };
    let brief = super::brief(&kling, &own);
    let steps = own.shots.iter().flat_map(|shot| plan::shot_steps(&brief, shot, false));
    let names: Vec<String> = steps.map(|step| step.fingerprint.to_string().chars().take(12).collect()).collect();
    assert_eq!(
        names.join(" "),
        "36eda42aef22 bd2771320c3c 46aaa83583da 9be9f519b832 08da9515343c 0c7352034052 b4088ee466dd"
    );
}
