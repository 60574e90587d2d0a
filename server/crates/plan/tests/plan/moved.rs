//! Scenes that move, and shots that are somewhere else.

use super::rescript::{SCRIPT, change, edit, merged, plain, scene, shown};
use model::{CameraMove, Edit, PromptList, ShotChange};
use plan::Merged;
use proptest::prelude::*;

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

#[test]
fn a_place_that_is_described_is_so_in_every_prompt_there_however_its_name_is_written() {
    let mut mine = plain(SCRIPT);
    let words = "rusted iron and cracked glass";
    edit(&mut mine, Edit::ChangeLocation { name: "LIGHTHOUSE".into(), description: words.into() });
    let there = |list: &PromptList| list.shots.iter().filter(|shot| shot.prompt.contains(words)).count();
    let all = mine.shots.iter().filter(|shot| shot.place.name.eq_ignore_ascii_case("lighthouse")).count();
    assert!(all > 0 && there(&mine) == all, "{there:?} of {all}", there = there(&mine));
    // A shot that comes later is there too, and nobody is asked about a place that goes with its passage.
    let more = SCRIPT.replace("The lamp turns slowly.", "The lamp turns slowly.\n\nA gull lands on the sill.");
    let Merged { list, told } = merged(SCRIPT, &mine, &more);
    assert!(there(&list) > all && told.lost.is_empty(), "{told:?}");
    let less = SCRIPT.replace("MAYA climbs the iron stairs. The lamp turns slowly.\n\n", "");
    assert_eq!(merged(SCRIPT, &mine, &less).told, plan::Told::default());
}

#[test]
fn a_shot_can_be_somewhere_else_than_its_scene_and_stays_there() {
    let mut mine = plain(SCRIPT);
    let (cup, ferry) = (shown(&mine, "blue cup"), shown(&mine, "ferry"));
    let go = |name: &str| ShotChange { place: Some(name.into()), ..ShotChange::default() };
    change(&mut mine, cup, go(" HARBOUR "));
    let place = mine.shots[cup].place.clone();
    assert_eq!((&place.name, &place.description, place.interior), {
        let there = &mine.shots[ferry].place;
        (&there.name, &there.description, there.interior)
    });
    assert!(mine.shots[cup].prompt.to_lowercase().contains("harbour"), "{}", mine.shots[cup].prompt);
    let places = mine.locations.len();
    change(&mut mine, ferry, go("lamp room"));
    assert_eq!((mine.locations.len(), mine.locations.last().unwrap().name.as_str()), (places + 1, "lamp room"));
    edit(&mut mine, Edit::ChangeLocation { name: "lamp room".into(), description: "brass and glass".into() });
    assert!(mine.shots[ferry].prompt.contains("brass and glass"), "{}", mine.shots[ferry].prompt);
    let before = mine.clone();
    change(&mut mine, ferry, go("Lamp Room"));
    assert_eq!(mine, before, "it is there already");
    let script = SCRIPT.replace("INT. LIGHTHOUSE", "INT. CHAPEL - DAY\n\nCandles burn in rows.\n\nINT. LIGHTHOUSE");
    let Merged { list, told } = merged(SCRIPT, &mine, &script);
    assert_eq!(told, plan::Told::default());
    let now = |words: &str| list.shots[shown(&list, words)].place.clone();
    assert_eq!((now("blue cup").name, now("ferry").name), (place.name, "lamp room".to_owned()));
    assert!(list.locations.iter().any(|location| location.description == "brass and glass"));
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
