//! A film's script and settings change: edits stay with their passages, the change is one step of the history, and what is lost or
//! paid by it is said before.

use super::{House, bought, house};
use model::{
    Command, Cue, Edit, Framing, LineChange, ProjectId, PromptList, Resolution, Shot, ShotChange, SoundDesign,
    StylePreset,
    view::{NewProject, ProjectChange, ProjectView},
};
use pipeline::Error;
use provider_simulators::kling::{Kling, Options};

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nMAYA\nYou are up early.\n\n\
    EXT. HARBOUR - NIGHT\n\nA ferry leaves the harbour. Its horn sounds twice.\n\nBEN\nThat was the last one.\n\n\
    INT. LIGHTHOUSE - NIGHT\n\nMAYA climbs the iron stairs. The lamp turns slowly.\n\nMAYA\nHold on to the rail.\n";

async fn project(house: &House) -> ProjectId {
    let settings = model::ProjectSettings { resolution: Resolution::P480, ..model::ProjectSettings::default() };
    let new = NewProject { title: "The Ferry".into(), script: SCRIPT.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

fn script(text: impl Into<String>) -> ProjectChange {
    ProjectChange { script: Some(text.into()), ..ProjectChange::default() }
}

fn at(view: &ProjectView, words: &str) -> Shot {
    view.list.shots.iter().find(|shot| shot.action.contains(words)).unwrap().clone()
}

async fn edit(house: &House, id: ProjectId, edit: Edit) {
    house.studio.edit(house.who, id, edit).await.unwrap();
}

/// Something of every kind.
async fn edit_everything(house: &House, id: ProjectId) {
    let view = house.view(id).await;
    let (cup, ferry, stairs) = (at(&view, "blue cup"), at(&view, "ferry"), at(&view, "stairs"));
    let change = |shot: &Shot, change: ShotChange| Edit::ChangeShot { shot: shot.id, change: Box::new(change) };
    edit(house, id, change(&cup, ShotChange { prompt: Some("My own cup.".into()), ..ShotChange::default() })).await;
    edit(
        house,
        id,
        change(&ferry, ShotChange { framing: Some(Framing::Aerial), trim_start: Some(0.5), ..ShotChange::default() }),
    )
    .await;
    edit(house, id, change(&stairs, ShotChange { seconds: Some(9.5), ..ShotChange::default() })).await;
    let line = cup.lines[0].id;
    let words = LineChange {
        text: Some("You are up very early.".into()),
        speed: Some(1.5),
        gain_db: Some(2.0),
        ..LineChange::default()
    };
    edit(house, id, Edit::ChangeLine { shot: cup.id, line, change: words }).await;
    edit(house, id, Edit::AddCue { shot: stairs.id, new: Box::new(Cue { sound: "wind".into(), ..Cue::default() }) })
        .await;
    edit(house, id, Edit::SplitShot { shot: ferry.id, at: None, of: None }).await;
    let own = Shot { prompt: "Gulls over the mast.".into(), ..Shot::default() };
    edit(house, id, Edit::InsertShot { after: Some(cup.id), new: Box::new(own) }).await;
    edit(house, id, Edit::MoveShot { shot: stairs.id, after: None }).await;
    let maya = Edit::ChangeCharacter {
        name: "MAYA".into(),
        description: Some("in a yellow raincoat".into()),
        voice: Some("a-voice".into()),
        picture: None,
        element: None,
    };
    edit(house, id, maya).await;
}

/// All that an undo brings back: the script, the settings, the list.
async fn state(house: &House, id: ProjectId) -> (String, model::ProjectSettings, PromptList) {
    let view = house.view(id).await;
    (view.script, view.settings, view.list)
}

fn stay(before: &PromptList, after: &PromptList) {
    let all = plan_changes(before, after);
    assert_eq!(all, Vec::<String>::new(), "every shot is as it was");
}

/// The shots of `before` that are not in `after` as they were.
fn plan_changes(before: &PromptList, after: &PromptList) -> Vec<String> {
    let plain = |shot: &Shot| {
        let mut shot = Shot {
            number: String::new(),
            scene: String::new(),
            source: model::Span::default(),
            kept: None,
            ..shot.clone()
        };
        shot.lines.iter_mut().for_each(|line| line.source = model::Span::default());
        shot.cues.iter_mut().for_each(|cue| cue.source = model::Span::default());
        shot
    };
    let lost = before.shots.iter().filter(|shot| !after.shots.iter().any(|other| plain(other) == plain(shot)));
    lost.map(|shot| format!("{shot:#?}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_edit_is_there_after_the_script_changed_elsewhere_twice_and_undo_brings_each_script_back() {
    let house = house().await;
    let id = project(&house).await;
    edit_everything(&house, id).await;
    let first = state(&house, id).await;
    let one = SCRIPT.replace("INT. LIGHTHOUSE", "INT. CHAPEL - DAY\n\nCandles burn in rows.\n\nINT. LIGHTHOUSE");
    house.studio.update_project(house.who, id, script(&one)).await.unwrap();
    let second = state(&house, id).await;
    stay(&first.2, &second.2);
    assert_eq!(second.2.character("MAYA"), first.2.character("MAYA"));
    assert!(second.2.shots.len() > first.2.shots.len());
    assert_eq!(house.view(id).await.can_undo.as_deref(), Some("change the script"));

    let two = format!("{one}\nEXT. ROAD - DAWN\n\nTwo bicycles lie in the grass.\n");
    house.studio.update_project(house.who, id, script(&two)).await.unwrap();
    let third = state(&house, id).await;
    stay(&second.2, &third.2);

    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, second);
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, first);
    house.studio.redo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, second);
    house.studio.redo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, third);
    house.studio.shutdown().await;
}

/// Steps of every kind, in an order that a number gives; each is applied where it can be.
async fn step(house: &House, id: ProjectId, what: u64, round: usize) -> bool {
    let view = house.view(id).await;
    let shots = &view.list.shots;
    let shot = &shots[what as usize / 16 % shots.len()];
    let other = &shots[what as usize / 256 % shots.len()];
    let words = format!("Words of a person, {round}.");
    let edit = match what % 12 {
        0 => Edit::ChangeShot {
            shot: shot.id,
            change: Box::new(ShotChange { prompt: Some(words), ..ShotChange::default() }),
        },
        1 => Edit::ChangeShot {
            shot: shot.id,
            change: Box::new(ShotChange { action: Some(words), ..ShotChange::default() }),
        },
        2 => Edit::SplitShot { shot: shot.id, at: None, of: None },
        3 => Edit::MergeShots { shot: shot.id },
        4 => Edit::MoveShot { shot: shot.id, after: Some(other.id) },
        5 => Edit::InsertShot { after: Some(shot.id), new: Box::new(Shot { prompt: words, ..Shot::default() }) },
        6 => Edit::DeleteShot { shot: shot.id },
        7 => Edit::AddCue { shot: shot.id, new: Box::new(Cue { sound: words, ..Cue::default() }) },
        8 => Edit::ReplaceList { list: Box::new(PromptList { style_line: words, ..view.list.clone() }) },
        9 => {
            let text = if round.is_multiple_of(2) { SCRIPT.to_owned() } else { SCRIPT.replace("blue", "red") };
            let text = format!("{text}\nEXT. ROAD {round} - DAWN\n\nBicycle {round} lies in the grass.\n");
            return house.studio.update_project(house.who, id, script(text)).await.is_ok();
        }
        10 => {
            let mut settings = view.settings.clone();
            settings.style = if settings.style == StylePreset::Noir { StylePreset::Neon } else { StylePreset::Noir };
            settings.narration = !settings.narration;
            let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
            return house.studio.update_project(house.who, id, change).await.is_ok();
        }
        _ => Edit::ChangeLocation { name: "HARBOUR".into(), description: words },
    };
    house.studio.edit(house.who, id, edit).await.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_undos_gives_exactly_the_state_before_and_as_many_redos_the_state_after() {
    let house = house().await;
    // Any numbers will do; these are the same at every run.
    let mut seed = 20_261_130_u64;
    for _ in 0..4 {
        let id = project(&house).await;
        let mut states = vec![state(&house, id).await];
        for round in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let is_done = step(&house, id, seed >> 33, round).await;
            let now = state(&house, id).await;
            // What changes nothing is no step to take back.
            if is_done && states.last() != Some(&now) {
                states.push(now);
            }
        }
        assert!(states.len() > 8);
        for was in states.iter().rev().skip(1) {
            house.studio.undo(house.who, id).await.unwrap();
            assert_eq!(state(&house, id).await, *was);
        }
        assert!(matches!(house.studio.undo(house.who, id).await, Err(Error::Conflict(_))));
        for is in states.iter().skip(1) {
            house.studio.redo(house.who, id).await.unwrap();
            assert_eq!(state(&house, id).await, *is);
        }
    }
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_was_made_for_another_list_ends_the_history_and_changes_nothing() {
    let house = house().await;
    let id = project(&house).await;
    let ferry = at(&house.view(id).await, "ferry");
    edit(&house, id, Edit::DeleteShot { shot: ferry.id }).await;
    // Earlier studios put a changed script's shots in the place of the old ones without a word in the history.
    let mut conn = house.database.store().conn().await.unwrap();
    let rows = store::shots::of_project(&mut conn, id).await.unwrap();
    store::shots::delete(&mut conn, &[rows[0].shot()]).await.unwrap();
    drop(conn);
    let before = state(&house, id).await;
    let told = house.studio.undo(house.who, id).await.unwrap_err();
    assert!(told.to_string().contains("another version"), "{told}");
    assert_eq!(state(&house, id).await, before);
    let view = house.view(id).await;
    assert_eq!((view.can_undo, view.can_redo), (None, None));
    edit(&house, id, Edit::DeleteShot { shot: view.list.shots[0].id }).await;
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, before, "a new history begins");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn saying_who_speaks_keeps_every_edit_and_can_be_taken_back() {
    let house = house().await;
    let prose = "The harbour was dark. \"You came,\" said Maya.\n\n\"I had to,\" said Ben.\n\n\"So it is over.\"\n\nBen closed the heavy door.\n";
    let settings = model::ProjectSettings { resolution: Resolution::P480, ..model::ProjectSettings::default() };
    let new = NewProject { title: "The Door".into(), script: prose.into(), settings };
    let id = house.studio.create_project(house.who, new).await.unwrap();
    let view = house.view(id).await;
    let shot = view.list.shots.last().unwrap();
    let change = ShotChange { prompt: Some("My own door.".into()), ..ShotChange::default() };
    edit(&house, id, Edit::ChangeShot { shot: shot.id, change: Box::new(change) }).await;
    let line = view.list.shots.iter().flat_map(|shot| &shot.lines).find(|line| line.text.contains("over")).unwrap();
    let other = if line.speaker.as_deref() == Some("Maya") { "Ben" } else { "Maya" };
    let first = state(&house, id).await;
    let mut settings = first.1.clone();
    settings.speakers.insert(script::line_key(&line.text), other.to_owned());
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    let view = house.view(id).await;
    let said = view.list.shots.iter().flat_map(|shot| &shot.lines).find(|line| line.text.contains("over")).unwrap();
    assert_eq!(said.speaker.as_deref(), Some(other));
    assert!(view.list.shots.iter().any(|own| own.id == shot.id && own.prompt == "My own door."));
    assert_eq!(view.can_undo.as_deref(), Some("say who speaks"));
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(state(&house, id).await, first);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_style_rewrites_prompts_that_nobody_wrote_as_one_step() {
    let house = house().await;
    let id = project(&house).await;
    let cup = at(&house.view(id).await, "blue cup");
    let change = ShotChange { prompt: Some("My own cup.".into()), ..ShotChange::default() };
    edit(&house, id, Edit::ChangeShot { shot: cup.id, change: Box::new(change) }).await;
    let first = state(&house, id).await;
    let mut settings = first.1.clone();
    (settings.style, settings.narration, settings.budget_cents) = (StylePreset::Noir, true, Some(500));
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    let preview = house.studio.preview_change(house.who, id, change.clone()).await.unwrap();
    assert!(preview.is_harmless() && preview.change == first.2.shots.len(), "{preview:?}");
    house.studio.update_project(house.who, id, change).await.unwrap();
    let view = house.view(id).await;
    let (own, others): (Vec<&Shot>, Vec<&Shot>) = view.list.shots.iter().partition(|shot| shot.prompt_edited);
    assert_eq!(own.iter().map(|shot| shot.prompt.as_str()).collect::<Vec<_>>(), ["My own cup."]);
    assert!(!others.is_empty() && others.iter().all(|shot| shot.prompt.contains("film noir")));
    assert!(view.list.shots.iter().flat_map(|shot| &shot.lines).any(|line| line.kind == model::LineKind::Narration));
    assert_eq!(view.can_undo.as_deref(), Some("change the style"));
    house.studio.undo(house.who, id).await.unwrap();
    let (script, settings, list) = state(&house, id).await;
    assert_eq!((script, list), (first.0, first.2));
    let budgeted = model::ProjectSettings { budget_cents: Some(500), ..first.1 };
    assert_eq!(settings, budgeted, "what no list is made with is no part of the step");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_and_what_it_costs_is_said_before_it_is_saved() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |settings| (settings.parallel, settings.resolution) = (3, Resolution::P480)).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let bought = bought::charged(&kling).len();
    let ferry = at(&view, "ferry");
    let change = ShotChange { trim_start: Some(0.2), ..ShotChange::default() };
    edit(&house, id, Edit::ChangeShot { shot: ferry.id, change: Box::new(change) }).await;
    house.until_done(id).await;
    let before = state(&house, id).await;

    // What is nowhere in the film costs nothing and is saved at once.
    let note = script(format!("{}\n\n", before.0));
    assert_eq!(house.studio.propose_change(house.who, id, note, Vec::new(), "page").await.unwrap(), None);
    let before = state(&house, id).await;

    let gone = before.0.replace("The ferry leaves.", "A black dog barks at seagulls.");
    let told = house
        .studio
        .propose_change(house.who, id, script(&gone), Vec::new(), "page")
        .await
        .unwrap()
        .expect("it is asked");
    assert!(told.lost.iter().any(|lost| lost.contains("trims")), "{told:?}");
    assert!(told.high_cents > 0 && told.low_cents <= told.high_cents && told.to_make == 1, "{told:?}");
    assert_eq!((told.stay, told.new, told.gone), (2, 1, 1));
    assert_eq!(state(&house, id).await, before, "nothing is saved yet");
    let kept = house.view(id).await.unsaved.unwrap();
    assert_eq!((kept.change.script.as_deref(), &kept.preview), (Some(gone.as_str()), &told));

    house.studio.drop_change(house.who, id).await.unwrap();
    assert!(house.view(id).await.unsaved.is_none());
    assert!(house.studio.agree_to_change(house.who, id).await.is_err());
    house.studio.propose_change(house.who, id, script(&gone), Vec::new(), "page").await.unwrap();
    assert_eq!(house.studio.agree_to_change(house.who, id).await.unwrap(), None);
    let view = house.view(id).await;
    assert_eq!((view.script.as_str(), view.unsaved), (gone.as_str(), None));
    assert_eq!(bought::charged(&kling).len(), bought, "nothing is bought by saving");
    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert!(view.clips.iter().all(|clip| clip.video.is_some()), "what was filmed is in the film again");
    assert_eq!(bought::charged(&kling).len(), bought);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_keeps_the_rules_for_sound_that_it_began_with_whatever_settings_are_sent() {
    let house = house().await;
    let id = project(&house).await;
    let design = async || house.view(id).await.settings.sound_design;
    assert_eq!(design().await, SoundDesign::NEWEST, "a new film takes the newest");
    let send = async |sound_design| {
        let settings = model::ProjectSettings { sound_design, narration: true, ..house.view(id).await.settings };
        let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
        house.studio.update_project(house.who, id, change).await.unwrap();
    };
    send(SoundDesign::Plain).await;
    assert_eq!(design().await, SoundDesign::NEWEST);
}
