//! What a video is made from beside its prompt: pictures, the camera's move, what to avoid.

use crate::list;
use model::{
    CameraMove, Edit, ModelChoice, ProjectSettings, PromptList, Shot, ShotChange, VideoSpec, view::VideoTakes,
};
use plan::{Brief, EditError, Makers, Work, apply, shot_steps};
use uuid::Uuid;

/// A model that takes what it is given here.
struct Model(VideoTakes);

const ALL: VideoTakes = VideoTakes {
    first_frame: true,
    needs_first_frame: false,
    last_frame: true,
    references: true,
    elements: true,
    camera: true,
    avoid: true,
};

impl Makers for Model {
    fn version(&self, _: &ModelChoice) -> u32 {
        1
    }

    fn fit_seconds(&self, _: &ModelChoice, seconds: f64) -> f64 {
        seconds
    }

    fn fit_seconds_from_picture(&self, _: &ModelChoice, _: f64) -> f64 {
        10.0
    }

    fn mix_version(&self) -> u32 {
        1
    }

    fn draws(&self, _: &ModelChoice) -> bool {
        false
    }

    fn takes(&self, _: &ModelChoice) -> VideoTakes {
        self.0
    }
}

fn picture(digit: &str) -> String {
    format!("{}.png", digit.repeat(64))
}

fn spec(takes: VideoTakes, list: &PromptList, avoid: &str) -> VideoSpec {
    let settings = ProjectSettings { avoid: avoid.into(), video: ModelChoice::new("kling", "k"), ..Default::default() };
    let brief = Brief { settings: &settings, head: list, makers: &Model(takes) };
    let steps = shot_steps(&brief, &list.shots[0], false);
    steps.into_iter().find_map(|step| if let Work::Footage { spec } = step.work { Some(spec) } else { None }).unwrap()
}

fn pictured() -> PromptList {
    let mut list = list();
    list.characters[0].picture = Some(picture("c"));
    let shot = &mut list.shots[0];
    shot.first_frame = Some(picture("a"));
    shot.last_frame = Some(picture("b"));
    shot.camera = CameraMove::PanLeft;
    shot.cast = vec!["TOM".into(), "MAYA".into()];
    list
}

fn run(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot: &Shot| shot.prompt.clone(), &|_| None)
}

fn change(list: &PromptList, change: ShotChange) -> Edit {
    Edit::ChangeShot { shot: list.shots[0].id, change: Box::new(change) }
}

#[test]
fn a_model_is_given_what_it_takes_and_nothing_else() {
    let list = pictured();
    let all = spec(ALL, &list, " hands, text ");
    assert_eq!((all.first_frame, all.last_frame), (Some(picture("a")), Some(picture("b"))));
    assert_eq!(all.avoid, "hands, text");
    assert_eq!(all.references.len(), 1, "nobody gave a picture of Tom");
    assert_eq!((all.references[0].name.as_str(), &all.references[0].picture), ("MAYA", &picture("c")));
    assert_eq!(all.camera, None, "a shot that ends on a picture cannot be steered as well");
    let none = spec(VideoTakes::default(), &list, "hands");
    assert_eq!((none.first_frame, none.last_frame, none.camera), (None, None, None));
    assert!(none.avoid.is_empty() && none.references.is_empty());
}

#[test]
fn a_shot_ends_on_a_picture_only_where_it_starts_from_one() {
    let mut list = pictured();
    list.shots[0].first_frame = None;
    let made = spec(ALL, &list, "");
    assert_eq!((made.last_frame, made.camera), (None, Some(CameraMove::PanLeft)));
}

#[test]
fn a_start_alone_may_have_lengths_of_its_own() {
    let mut list = pictured();
    assert_ne!(spec(ALL, &list, "").seconds, 10.0);
    list.shots[0].last_frame = None;
    assert_eq!(spec(ALL, &list, "").seconds, 10.0);
}

#[test]
fn a_film_that_uses_none_of_it_is_named_as_before() {
    let json = serde_json::to_value(spec(ALL, &list(), "")).unwrap();
    let fields: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let known = ["first_frame", "fps", "height", "model", "prompt", "seconds", "staging", "take", "width"];
    assert!(fields.iter().all(|field| known.contains(field)), "{fields:?}");
}

#[test]
fn another_first_frame_films_the_shot_anew_and_lets_the_chosen_take_go() {
    let mut list = list();
    list.shots[0].footage = Some("f".repeat(64));
    let to = ShotChange { first_frame: Some(picture("a")), ..ShotChange::default() };
    let edit = change(&list, to);
    run(&mut list, edit).unwrap();
    assert_eq!((list.shots[0].first_frame.clone(), &list.shots[0].footage), (Some(picture("a")), &None));
    let away = change(&list, ShotChange { first_frame: Some(String::new()), ..ShotChange::default() });
    run(&mut list, away).unwrap();
    assert_eq!(list.shots[0].first_frame, None);
}

#[test]
fn what_is_no_pictures_name_is_refused_and_changes_nothing() {
    let mut list = pictured();
    let before = list.clone();
    for name in ["../../etc/passwd", "a.png", "https://a.example/a.png"] {
        let edit = change(&list, ShotChange { last_frame: Some(name.into()), ..ShotChange::default() });
        assert_eq!(run(&mut list, edit), Err(EditError::NoPicture));
        let picture = Some(name.to_owned());
        let (description, voice) = (Some("another".to_owned()), None);
        let edit = Edit::ChangeCharacter { name: "MAYA".into(), description, voice, picture, element: None };
        assert_eq!(run(&mut list, edit), Err(EditError::NoPicture));
    }
    assert_eq!(list, before);
}

fn element(id: &str) -> Edit {
    let (name, element) = ("MAYA".to_owned(), Some(id.to_owned()));
    Edit::ChangeCharacter { name, description: None, voice: None, picture: None, element }
}

#[test]
fn whom_the_provider_knows_is_named_by_an_element_and_not_by_a_picture() {
    let mut list = pictured();
    let with = |list: &PromptList, takes| {
        let made = spec(takes, list, "");
        let ids: Vec<String> = made.elements.into_iter().map(|element| element.id).collect();
        (ids, made.references.len())
    };
    run(&mut list, element(" 8677_a-1 ")).unwrap();
    let id = vec!["8677_a-1".to_owned()];
    assert_eq!(with(&list, ALL), (id.clone(), 0));
    assert_eq!(with(&list, VideoTakes { elements: false, ..ALL }), (vec![], 1));
    // Without pictures of people, elements are taken beside a picture to start from.
    let alone = VideoTakes { references: false, ..ALL };
    assert_eq!(with(&list, alone), (id, 0));
    list.shots[0].first_frame = None;
    assert_eq!(with(&list, alone), (vec![], 0));
    run(&mut list, element("")).unwrap();
    assert_eq!(with(&list, ALL), (vec![], 1));
}

#[test]
fn what_is_no_elements_id_is_refused_and_changes_nothing() {
    let mut list = pictured();
    let before = list.clone();
    for id in ["two words", "https://kling.ai/1", "\"", &"9".repeat(65)] {
        assert_eq!(run(&mut list, element(id)), Err(EditError::NoElement));
    }
    assert_eq!(list, before);
    let mut strange = before.clone();
    strange.characters[0].element = Some("a b".into());
    run(&mut list, Edit::ReplaceList { list: Box::new(strange) }).unwrap();
    assert_eq!(list.characters[0].element, None);
}

#[test]
fn a_split_and_a_merge_leave_the_start_and_the_end_where_they_were() {
    let mut list = pictured();
    let shot = list.shots[0].id;
    run(&mut list, Edit::SplitShot { shot, at: None, of: None }).unwrap();
    assert_eq!((list.shots[0].first_frame.clone(), &list.shots[0].last_frame), (Some(picture("a")), &None));
    assert_eq!((&list.shots[1].first_frame, list.shots[1].last_frame.clone()), (&None, Some(picture("b"))));
    run(&mut list, Edit::MergeShots { shot }).unwrap();
    assert_eq!(
        (list.shots[0].first_frame.clone(), list.shots[0].last_frame.clone()),
        (Some(picture("a")), Some(picture("b")))
    );
}

#[test]
fn an_uploaded_list_brings_no_path_in_a_pictures_name() {
    let mut list = pictured();
    let mut new = pictured();
    new.shots[0].first_frame = Some("../a.png".into());
    new.characters[0].picture = Some("/etc/passwd".into());
    run(&mut list, Edit::ReplaceList { list: Box::new(new) }).unwrap();
    assert_eq!((&list.shots[0].first_frame, list.shots[0].last_frame.clone()), (&None, Some(picture("b"))));
    assert_eq!(list.characters[0].picture, None);
}
