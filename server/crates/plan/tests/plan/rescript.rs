//! A script that changed, and a person's edits that stay with their passages.

use model::{
    CameraMove, Cue, CueChange, CueId, Edit, Framing, Line, LineChange, LineId, ModelChoice, ProjectSettings,
    PromptList, Shot, ShotChange, ShotId, StylePreset,
};
use plan::{Merged, apply, changes};
use proptest::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nMAYA\nYou are up early.\n\nBEN\nI never slept.\n\n\
    EXT. HARBOUR - NIGHT\n\nA ferry leaves the harbour. Its horn sounds twice.\n\nBEN\nThat was the last one.\n\n\
    INT. LIGHTHOUSE - NIGHT\n\nMAYA climbs the iron stairs. The lamp turns slowly.\n\nMAYA\nHold on to the rail.\n\n\
    EXT. ROAD - DAWN\n\nTwo bicycles lie in the wet grass.\n\nBEN\nWe should go home.\n";

fn read(script: &str, settings: &ProjectSettings) -> PromptList {
    let mut play = script::read(script);
    script::name_speakers(&mut play, &settings.speakers);
    let mut list = script::prompt_list(&play, settings);
    for shot in &mut list.shots {
        shot.id = ShotId(Uuid::now_v7());
        shot.lines.iter_mut().for_each(|line| line.id = LineId(Uuid::now_v7()));
        shot.cues.iter_mut().for_each(|cue| cue.id = CueId(Uuid::now_v7()));
    }
    list
}

fn plain(script: &str) -> PromptList {
    read(script, &ProjectSettings::default())
}

fn edit(list: &mut PromptList, edit: Edit) {
    let _ = apply(list, edit, &mut Uuid::now_v7, &script::rebuild_prompt, &|_| Some("a-take".into()));
}

fn change(list: &mut PromptList, at: usize, change: ShotChange) {
    let shot = list.shots[at].id;
    edit(list, Edit::ChangeShot { shot, change: Box::new(change) });
}

fn merged(before: &str, mine: &PromptList, after: &str) -> Merged {
    plan::rescript(&plain(before), mine, &plain(after), &script::rebuild_prompt)
}

fn said(list: &PromptList, words: &str) -> usize {
    list.shots.iter().position(|shot| shot.lines.iter().any(|line| line.text.contains(words))).unwrap()
}

fn shown(list: &PromptList, words: &str) -> usize {
    list.shots.iter().position(|shot| shot.action.contains(words)).unwrap()
}

#[test]
fn the_same_script_again_changes_nothing() {
    let mine = plain(SCRIPT);
    let Merged { list, told } = merged(SCRIPT, &mine, SCRIPT);
    assert_eq!(list, mine);
    assert_eq!(told, plan::Told::default());
    let all = changes(&mine, &list);
    assert_eq!((all.stay, all.change, all.new, all.gone), (mine.shots.len(), 0, 0, 0));
}

#[test]
fn everything_that_was_edited_stays_when_the_script_changes_elsewhere() {
    let mut mine = plain(SCRIPT);
    let cup = shown(&mine, "blue cup");
    change(
        &mut mine,
        cup,
        ShotChange { prompt: Some("A cup, my own words.".into()), trim_start: Some(0.5), ..ShotChange::default() },
    );
    let ferry = shown(&mine, "ferry");
    let change_of = ShotChange {
        framing: Some(Framing::Aerial),
        camera: Some(CameraMove::CraneDown),
        seconds: Some(9.0),
        video: Some(ModelChoice::new("kling", "kling-3.0")),
        ..ShotChange::default()
    };
    change(&mut mine, ferry, change_of);
    let spoken = said(&mine, "up early");
    let (shot, line) = (mine.shots[spoken].id, mine.shots[spoken].lines[0].id);
    let words = LineChange {
        text: Some("You are up very early.".into()),
        speed: Some(1.5),
        gain_db: Some(3.0),
        voice: Some("a-voice".into()),
        ..LineChange::default()
    };
    edit(&mut mine, Edit::ChangeLine { shot, line, change: words });
    edit(&mut mine, Edit::AddCue { shot, new: Box::new(Cue { sound: "a clock ticks".into(), ..Cue::default() }) });
    edit(
        &mut mine,
        Edit::AddLine {
            shot,
            new: Box::new(Line { text: "Again.".into(), speaker: Some("MAYA".into()), ..Line::default() }),
        },
    );
    let own = Shot { prompt: "Gulls over the mast.".into(), ..Shot::default() };
    let after = Some(mine.shots[ferry].id);
    edit(&mut mine, Edit::InsertShot { after, new: Box::new(own) });
    let change_of = Edit::ChangeCharacter {
        name: "MAYA".into(),
        description: Some("in a yellow raincoat".into()),
        voice: Some("maya-voice".into()),
        picture: None,
        element: None,
    };
    edit(&mut mine, change_of);
    edit(
        &mut mine,
        Edit::ChangeLocation { name: "LIGHTHOUSE".into(), description: "rusted iron and cracked glass".into() },
    );
    let grass = mine.shots[shown(&mine, "bicycles")].id;
    edit(&mut mine, Edit::MoveShot { shot: grass, after: None });

    let script = SCRIPT.replace("INT. LIGHTHOUSE", "INT. CHAPEL - DAY\n\nCandles burn in rows.\n\nINT. LIGHTHOUSE");
    let Merged { list, told } = merged(SCRIPT, &mine, &script);
    assert!(told.lost.is_empty(), "{told:?}");
    let all = changes(&mine, &list);
    assert_eq!(
        (all.stay, all.change, all.gone),
        (mine.shots.len(), 0, 0),
        "{:?} against {:?}",
        numbers(&list),
        numbers(&mine)
    );
    assert!(all.new > 0 && list.shots.iter().any(|shot| shot.action.contains("Candles")));
    let ids = |list: &PromptList| list.shots.iter().map(|shot| shot.id).collect::<Vec<_>>();
    let kept: Vec<ShotId> = ids(&list).into_iter().filter(|id| ids(&mine).contains(id)).collect();
    assert_eq!(kept, ids(&mine), "the order stays");
    assert_eq!(list.character("MAYA"), mine.character("MAYA"));
    let again = list.locations.iter().find(|at| at.name == "LIGHTHOUSE").unwrap();
    assert_eq!(again.description, "rusted iron and cracked glass");
    let mut unique: Vec<&str> = list.shots.iter().map(|shot| shot.number.as_str()).collect();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), list.shots.len());
}

fn numbers(list: &PromptList) -> Vec<(&str, &str)> {
    list.shots.iter().map(|shot| (shot.number.as_str(), shot.action.as_str())).collect()
}

#[test]
fn an_edit_whose_passage_is_gone_is_named() {
    let mut mine = plain(SCRIPT);
    let ferry = shown(&mine, "ferry");
    change(&mut mine, ferry, ShotChange { prompt: Some("Mine.".into()), trim_end: Some(0.5), ..ShotChange::default() });
    let number = mine.shots[ferry].number.clone();
    let from = SCRIPT.find("EXT. HARBOUR").unwrap();
    let to = SCRIPT.find("INT. LIGHTHOUSE").unwrap();
    let script = format!("{}{}", &SCRIPT[..from], &SCRIPT[to..]);
    let Merged { list, told } = merged(SCRIPT, &mine, &script);
    assert!(!list.shots.iter().any(|shot| shot.action.contains("ferry")));
    assert_eq!(told.lost, [format!("Shot {number}: your prompt, trims – its passage is gone from the script.")]);
}

#[test]
fn a_passage_with_a_few_other_words_keeps_its_shot_and_the_prompt_of_a_person_stays() {
    let mut mine = plain(SCRIPT);
    let cup = shown(&mine, "blue cup");
    change(&mut mine, cup, ShotChange { prompt: Some("Mine.".into()), ..ShotChange::default() });
    let ferry = mine.shots[shown(&mine, "ferry")].clone();
    let script = SCRIPT.replace("blue cup", "green cup").replace("A ferry leaves", "A white ferry leaves");
    let Merged { list, told } = merged(SCRIPT, &mine, &script);
    let now = &list.shots[shown(&list, "green cup")];
    assert_eq!((now.id, now.prompt.as_str()), (mine.shots[cup].id, "Mine."));
    let white = &list.shots[shown(&list, "white ferry")];
    assert_eq!(white.id, ferry.id);
    assert!(white.prompt.contains("white ferry"), "{}", white.prompt);
    assert!(told.lost.is_empty() && told.stays.len() == 1, "{told:?}");
}

#[test]
fn a_split_stays_while_its_passage_does_and_is_named_when_it_cannot() {
    let mut mine = plain(SCRIPT);
    let ferry = mine.shots[shown(&mine, "ferry")].id;
    edit(&mut mine, Edit::SplitShot { shot: ferry, at: None, of: None });
    let elsewhere = SCRIPT.replace("blue cup", "red cup");
    let Merged { list, told } = merged(SCRIPT, &mine, &elsewhere);
    assert_eq!(list.shots.len(), mine.shots.len());
    assert!(told.lost.is_empty(), "{told:?}");
    let here = SCRIPT.replace("Its horn sounds twice.", "Its horn sounds three times.");
    let Merged { list, told } = merged(SCRIPT, &mine, &here);
    assert_eq!(list.shots.len(), mine.shots.len() - 1);
    assert!(told.lost.iter().any(|lost| lost.contains("your split")), "{told:?}");
    assert_eq!(list.shots.iter().filter(|shot| shot.action.contains("horn")).count(), 1);
}

#[test]
fn a_deleted_shot_stays_deleted_until_its_passage_is_another_one() {
    let mut mine = plain(SCRIPT);
    let grass = mine.shots[shown(&mine, "bicycles")].id;
    edit(&mut mine, Edit::DeleteShot { shot: grass });
    let elsewhere = SCRIPT.replace("blue cup", "red cup");
    let Merged { list, .. } = merged(SCRIPT, &mine, &elsewhere);
    assert!(!list.shots.iter().any(|shot| shot.action.contains("bicycles")));
    let here = SCRIPT.replace("Two bicycles", "Three bicycles");
    let Merged { list, told } = merged(SCRIPT, &mine, &here);
    assert!(list.shots.iter().any(|shot| shot.action.contains("Three bicycles")));
    assert!(told.lost.iter().any(|lost| lost.contains("had deleted it")), "{told:?}");
}

#[test]
fn another_style_rewrites_what_nobody_wrote_and_leaves_what_somebody_did() {
    let mut mine = plain(SCRIPT);
    change(&mut mine, 0, ShotChange { prompt: Some("Mine.".into()), ..ShotChange::default() });
    change(&mut mine, 1, ShotChange { framing: Some(Framing::Insert), ..ShotChange::default() });
    let noir = ProjectSettings { style: StylePreset::Noir, ..ProjectSettings::default() };
    let Merged { list, told } = plan::rescript(&plain(SCRIPT), &mine, &read(SCRIPT, &noir), &script::rebuild_prompt);
    assert_eq!(list.shots[0].prompt, "Mine.");
    assert_eq!(list.shots[1].framing, Framing::Insert);
    assert!(list.shots.iter().skip(1).all(|shot| shot.prompt.contains("film noir")));
    assert!(list.style_line.contains("film noir") && told.lost.is_empty() && told.stays.len() == 1);
}

#[test]
fn a_narrator_and_another_shot_length_come_to_what_nobody_changed() {
    let mut mine = plain(SCRIPT);
    let ferry = shown(&mine, "ferry");
    change(&mut mine, ferry, ShotChange { seconds: Some(11.0), ..ShotChange::default() });
    let other = ProjectSettings { narration: true, shot_seconds: 8.0, ..ProjectSettings::default() };
    let Merged { list, .. } = plan::rescript(&plain(SCRIPT), &mine, &read(SCRIPT, &other), &script::rebuild_prompt);
    let narrated = |list: &PromptList| {
        list.shots.iter().flat_map(|shot| &shot.lines).filter(|line| line.kind == model::LineKind::Narration).count()
    };
    assert_eq!((narrated(&mine), narrated(&list)), (0, narrated(&read(SCRIPT, &other))));
    let now = list.shots.iter().find(|shot| shot.id == mine.shots[ferry].id).unwrap();
    assert_eq!(now.seconds, 11.0);
    // And back again.
    let Merged { list, .. } = plan::rescript(&read(SCRIPT, &other), &list, &plain(SCRIPT), &script::rebuild_prompt);
    assert_eq!(changes(&mine, &list).stay, mine.shots.len());
}

#[test]
fn a_passage_that_is_cut_otherwise_stays_cut_as_it_was_where_somebody_edited_it() {
    let prose = "The harbour was dark. \"You came,\" said Maya.\n\n\"I had to,\" said Ben.\n\n\"So it is over.\"\n\nBen closed the heavy door.\n";
    let mut settings = ProjectSettings::default();
    settings.speakers.insert(script::line_key("So it is over."), "Ben".into());
    let (mut mine, theirs) = (plain(prose), read(prose, &settings));
    assert!(theirs.shots.len() < mine.shots.len());
    let Merged { list, .. } = plan::rescript(&plain(prose), &mine, &theirs, &script::rebuild_prompt);
    assert_eq!(list.shots.len(), theirs.shots.len(), "nobody edited anything");
    let door = shown(&mine, "heavy door");
    change(&mut mine, door, ShotChange { prompt: Some("Mine.".into()), ..ShotChange::default() });
    let Merged { list, told } = plan::rescript(&plain(prose), &mine, &theirs, &script::rebuild_prompt);
    assert!(told.lost.is_empty(), "{told:?}");
    assert_eq!((list.shots.len(), list.shots[door].prompt.as_str()), (mine.shots.len(), "Mine."));
    let over = &list.shots[said(&list, "over")];
    assert_eq!(over.lines[0].speaker.as_deref(), Some("Ben"));
    assert!(over.cast.iter().any(|name| name == "Ben"));
    // Once more, with another answer.
    let Merged { list, told } = plan::rescript(&theirs, &list, &plain(prose), &script::rebuild_prompt);
    assert_eq!((list.shots.len(), list.shots[door].prompt.as_str()), (mine.shots.len(), "Mine."), "{told:?}");
}

#[test]
fn somebody_who_gets_another_name_keeps_face_voice_and_clothes() {
    let mut mine = plain(SCRIPT);
    let change_of = Edit::ChangeCharacter {
        name: "BEN".into(),
        description: Some("a scar on his chin".into()),
        voice: Some("ben-voice".into()),
        picture: None,
        element: None,
    };
    edit(&mut mine, change_of);
    let Merged { list, told } = merged(SCRIPT, &mine, &SCRIPT.replace("BEN", "TOM"));
    let tom = list.character("TOM").unwrap();
    assert_eq!((tom.description.as_str(), tom.voice.as_deref()), ("a scar on his chin", Some("ben-voice")));
    assert!(list.character("BEN").is_none() && told.lost.is_empty(), "{told:?}");
    let home = &list.shots[said(&list, "go home")];
    assert_eq!(home.lines[0].speaker.as_deref(), Some("TOM"));
    assert!(home.prompt.contains("scar on his chin"));
}

#[test]
fn scenes_that_change_places_take_their_edits_along() {
    let mut mine = plain(SCRIPT);
    let cup = shown(&mine, "blue cup");
    change(&mut mine, cup, ShotChange { prompt: Some("Mine.".into()), ..ShotChange::default() });
    let (from, to) = (SCRIPT.find("EXT. HARBOUR").unwrap(), SCRIPT.find("INT. LIGHTHOUSE").unwrap());
    let script = format!("{}{}{}", &SCRIPT[from..to], &SCRIPT[..from], &SCRIPT[to..]);
    let Merged { list, told } = merged(SCRIPT, &mine, &script);
    let now = &list.shots[shown(&list, "blue cup")];
    assert_eq!((now.id, now.prompt.as_str(), now.scene.as_str()), (mine.shots[cup].id, "Mine.", "2"));
    assert!(shown(&list, "ferry") < shown(&list, "blue cup") && told.lost.is_empty());
}

/// Scenes with words of their own, each at a place of its own.
fn scene(at: usize, words: &str) -> String {
    let places = ["KITCHEN", "HARBOUR", "CHAPEL", "ATTIC", "STATION", "FOREST"];
    let things = ["lamp", "anchor", "candle", "mirror", "clock", "fox"];
    let (place, thing) = (places[at % 6], things[at % 6]);
    format!(
        "INT. {place} - DAY\n\nA {thing} waits in the {place}. Dust falls on the {thing}.\n\nMAYA\nThe {thing} is {words}.\n\n\
         BEN walks around the {thing} and listens. A door slams.\n\nBEN\nLeave my {thing} where it is.\n\n"
    )
}

/// Saves scripts one after another, of which each is some scenes; tells what was asked after each.
fn saved_in_turn(edited: PromptList, scripts: &[&[usize]]) -> (PromptList, Vec<plan::Told>) {
    let text = |scenes: &[usize]| scenes.iter().map(|at| scene(*at, "old")).collect::<String>();
    let mut mine = edited;
    let mut told = Vec::new();
    for pair in scripts.windows(2) {
        let saved = merged(&text(pair[0]), &mine, &text(pair[1]));
        mine = saved.list;
        told.push(saved.told);
    }
    (mine, told)
}

#[test]
fn scenes_that_moved_keep_their_camera_and_nobody_is_asked_about_it() {
    let (kitchen, harbour, chapel) = (0, 1, 2);
    let scripts: [&[usize]; 5] = [
        &[kitchen, harbour],
        &[kitchen, chapel, harbour],
        &[chapel, kitchen, harbour],
        &[kitchen, harbour, chapel],
        &[kitchen],
    ];
    let first = plain(&format!("{}{}", scene(kitchen, "old"), scene(harbour, "old")));
    let (list, told) = saved_in_turn(first.clone(), &scripts);
    assert_eq!(told, vec![plan::Told::default(); 4]);
    let seen = |list: &PromptList, count: usize| {
        list.shots.iter().take(count).map(|shot| (shot.id, shot.framing, shot.camera, shot.mood)).collect::<Vec<_>>()
    };
    assert_eq!(seen(&list, list.shots.len()), seen(&first, list.shots.len()));
    // What somebody did set is asked about, and nothing else.
    let mut edited = first;
    let anchor = shown(&edited, "anchor waits");
    change(&mut edited, anchor, ShotChange { camera: Some(CameraMove::Handheld), ..ShotChange::default() });
    let number = edited.shots[anchor].number.clone();
    let (_, told) = saved_in_turn(edited, &[&[kitchen, harbour], &[harbour, kitchen], &[kitchen, harbour], &[kitchen]]);
    assert_eq!(told[..2], vec![plan::Told::default(); 2]);
    assert_eq!(told[2].lost, [format!("Shot {number}: your camera – its passage is gone from the script.")]);
}

fn random_edit(list: &PromptList, (what, at, number): (u8, usize, u8)) -> Option<Edit> {
    let shot = list.shots.get(at % list.shots.len().max(1))?;
    let of = shot.id;
    let words = format!("Words of a person, {number}.");
    let by = f64::from(number);
    let changed = |change: ShotChange| Some(Edit::ChangeShot { shot: of, change: Box::new(change) });
    match what {
        0 => changed(ShotChange { prompt: Some(words), ..ShotChange::default() }),
        1 => changed(ShotChange {
            framing: Some(Framing::Pov),
            camera: Some(CameraMove::Handheld),
            ..ShotChange::default()
        }),
        2 => changed(ShotChange { seconds: Some(2.0 + by % 20.0), ..ShotChange::default() }),
        3 => changed(ShotChange { trim_start: Some(0.1 + by / 500.0), ..ShotChange::default() }),
        4 => changed(ShotChange { video: Some(ModelChoice::new("maker", &words)), ..ShotChange::default() }),
        5 => changed(ShotChange { action: Some(words), ..ShotChange::default() }),
        6 => Some(Edit::ReRecord { shot: of }),
        7 => {
            let change = LineChange { text: Some(words), speed: Some(0.5 + by / 200.0), ..LineChange::default() };
            Some(Edit::ChangeLine { shot: of, line: shot.lines.first()?.id, change })
        }
        8 => Some(Edit::AddLine { shot: of, new: Box::new(Line { text: words, ..Line::default() }) }),
        9 => Some(Edit::RemoveLine { shot: of, line: shot.lines.last()?.id }),
        10 => {
            let change = CueChange { gain_db: Some(-by / 20.0 - 0.5), ..CueChange::default() };
            Some(Edit::ChangeCue { shot: of, cue: shot.cues.first()?.id, change })
        }
        11 => Some(Edit::AddCue { shot: of, new: Box::new(Cue { sound: words, ..Cue::default() }) }),
        12 => Some(Edit::RemoveCue { shot: of, cue: shot.cues.last()?.id }),
        13 => Some(Edit::SplitShot { shot: of, at: None, of: None }),
        14 => Some(Edit::MergeShots { shot: of }),
        15 => Some(Edit::MoveShot {
            shot: of,
            after: list.shots.get(usize::from(number) % list.shots.len()).map(|shot| shot.id),
        }),
        16 => Some(Edit::InsertShot { after: Some(of), new: Box::new(Shot { prompt: words, ..Shot::default() }) }),
        17 => Some(Edit::DeleteShot { shot: of }),
        18 => Some(Edit::ChooseTake { shot: of, take: 0 }),
        _ => Some(Edit::ChangeCharacter {
            name: list.characters.get(at % list.characters.len().max(1))?.name.clone(),
            description: Some(words),
            voice: Some(format!("voice-{number}")),
            picture: None,
            element: None,
        }),
    }
}

/// What a person can change in a shot, without what the script alone says.
fn own(shot: &Shot) -> impl PartialEq + std::fmt::Debug + use<> {
    let lines: Vec<_> = shot
        .lines
        .iter()
        .map(|line| (line.id, line.text.clone(), line.speaker.clone(), line.speed.to_bits(), line.gain_db.to_bits()))
        .collect();
    let cues: Vec<_> = shot.cues.iter().map(|cue| (cue.id, cue.sound.clone(), cue.gain_db.to_bits())).collect();
    let prompt = shot.prompt_edited.then(|| shot.prompt.clone());
    let how = (shot.framing, shot.camera, shot.seconds.to_bits(), shot.trim_start.to_bits(), shot.video.clone());
    (shot.id, shot.action.clone(), prompt, how, (shot.take, shot.footage.clone()), lines, cues)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn every_edit_of_an_untouched_passage_is_there_whatever_was_changed_elsewhere(
        edits in proptest::collection::vec((0_u8..20, 0_usize..40, 0_u8..100), 0..14),
        scenes in 3_usize..6,
        touched in 0_usize..5,
        how in 0_u8..3,
    ) {
        let touched = touched % scenes;
        let script: Vec<String> = (0..scenes).map(|at| scene(at, "old")).collect();
        let mut mine = plain(&script.concat());
        // Moving or joining a shot takes it out of its scene's story: the scene of the shot that is edited counts.
        for what in edits {
            if let Some(next) = random_edit(&mine, what) {
                edit(&mut mine, next);
            }
        }
        let mut new = script.clone();
        match how {
            0 => new[touched] = scene(touched, "old").replace("Dust falls on", "Nobody has ever painted").replace("listens", "sings"),
            1 => { new.remove(touched); }
            _ => new.insert(touched, "INT. CELLAR - NIGHT\n\nWater drips from a pipe.\n\nMAYA\nWho left this open?\n\n".to_owned()),
        }
        let Merged { list, told } = merged(&script.concat(), &mine, &new.concat());
        let place = (touched + 1).to_string();
        let is_elsewhere = |shot: &&Shot| how == 2 || shot.scene != place;
        let now: HashMap<ShotId, &Shot> = list.shots.iter().map(|shot| (shot.id, shot)).collect();
        for shot in mine.shots.iter().filter(is_elsewhere) {
            let is = now.get(&shot.id);
            prop_assert!(is.is_some(), "shot {} ({}) is gone: {told:?}", shot.number, shot.action);
            prop_assert_eq!(own(is.unwrap()), own(shot));
        }
        let mine_ids: Vec<ShotId> = mine.shots.iter().map(|shot| shot.id).collect();
        let kept: Vec<ShotId> = list.shots.iter().map(|shot| shot.id).filter(|id| mine_ids.contains(id)).collect();
        let still: Vec<ShotId> = mine_ids.iter().copied().filter(|id| now.contains_key(id)).collect();
        prop_assert_eq!(kept, still, "the order stays");
        for character in &mine.characters {
            prop_assert_eq!(list.character(&character.name).map(|c| (&c.voice, &c.description)), Some((&character.voice, &character.description)));
        }
        if how == 2 {
            prop_assert!(told.lost.is_empty(), "{:?}", told.lost);
            let back = list.shots.iter().filter(|shot| !mine_ids.contains(&shot.id)).filter(|shot| shot.scene != place).count();
            prop_assert_eq!(back, 0, "nothing that was deleted comes back");
        }
        let again = plan::rescript(&plain(&new.concat()), &list, &plain(&new.concat()), &script::rebuild_prompt);
        let all = changes(&list, &again.list);
        prop_assert_eq!((all.stay, all.new), (list.shots.len(), 0), "saving once more changes nothing");
        prop_assert_eq!(&again.list.characters, &list.characters);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn scripts_whose_scenes_only_come_go_and_move_ask_nothing_when_nobody_edited(
        scripts in proptest::collection::vec(proptest::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5], 1..6).prop_shuffle(), 2..6),
    ) {
        let first: String = scripts[0].iter().map(|at| scene(*at, "old")).collect();
        let scripts: Vec<&[usize]> = scripts.iter().map(Vec::as_slice).collect();
        let (_, told) = saved_in_turn(plain(&first), &scripts);
        for told in told {
            prop_assert_eq!(told, plan::Told::default());
        }
    }
}
