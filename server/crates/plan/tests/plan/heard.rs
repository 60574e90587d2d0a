//! What is heard under a shot: from words, from what is seen in its take, or filmed with it.

use crate::{AnyMakers, PLAIN, list};
use model::{CueKind, ModelChoice, ProjectSettings, Shot, SoundDesign, SoundSpec, Surroundings};
use plan::{Brief, HeardBy, MixCue, Step, Work, shot_steps};

/// Kling hears what happens in its own videos, and films with sound where its model is named so.
const HEARING: AnyMakers = AnyMakers {
    fit_seconds: f64::ceil,
    films_with_sound: |video| video.model == "loud",
    heard_by: |video, sound| match (sound.model == "hears", video.provider == sound.provider) {
        (true, true) => HeardBy::Footage(sound.clone()),
        (true, false) => HeardBy::Words(ModelChoice::new("kling", "told")),
        _ => HeardBy::Words(sound.clone()),
    },
    ..PLAIN
};

fn steps(shot: &Shot, video: &str, sound: &str, stand_in: bool) -> Vec<Step> {
    let of = |key: &str| ModelChoice::from_key(key).unwrap();
    let settings = ProjectSettings { video: of(video), sound: of(sound), ..ProjectSettings::default() };
    let head = list();
    shot_steps(&Brief { settings: &settings, head: &head, makers: &HEARING }, shot, stand_in)
}

fn sounds(steps: &[Step]) -> Vec<(&str, &SoundSpec)> {
    let found = steps.iter().filter_map(|step| match &step.work {
        Work::Cue { spec, .. } => Some((step.fingerprint.as_str(), spec)),
        _ => None,
    });
    found.collect()
}

fn mixed(steps: &[Step]) -> &[MixCue] {
    let Some(Step { work: Work::Mix { spec }, .. }) = steps.last() else { panic!("no mix") };
    &spec.cues
}

#[test]
fn one_sound_for_a_whole_shot_follows_its_take_and_is_told_what_to_listen_for() {
    let mut shot = list().shots.swap_remove(0);
    shot.cues[1].gain_db = 3.0;
    let made = steps(&shot, "kling/k", "kling/hears", false);
    let [(name, spec)] = sounds(&made)[..] else { panic!("{made:?}") };
    let take = made.iter().find(|step| matches!(step.work, Work::Footage { .. })).unwrap();
    assert_eq!((spec.sound.as_str(), spec.footage.as_deref()), ("rain, door opens", Some(take.fingerprint.as_str())));
    let [cue] = mixed(&made) else { panic!("{made:?}") };
    assert_eq!((cue.made.as_str(), cue.at, cue.gain_db, cue.ambience), (name, 0.0, 3.0, false));
    let place = |wanted: &str| made.iter().position(|step| step.fingerprint.as_str() == wanted).unwrap();
    assert!(place(take.fingerprint.as_str()) < place(name), "it is made when the take is there");

    shot.take += 1;
    assert_ne!(sounds(&steps(&shot, "kling/k", "kling/hears", false))[0].0, name, "another take sounds otherwise");
    shot.cues.clear();
    assert!(sounds(&steps(&shot, "kling/k", "kling/hears", false)).is_empty(), "nobody wants to hear anything");
}

#[test]
fn what_it_does_not_know_is_heard_from_words() {
    let shot = list().shots.swap_remove(0);
    for (video, stand_in) in [("runway/r", false), ("kling/k", true)] {
        let made = steps(&shot, video, "kling/hears", stand_in);
        let models: Vec<&str> = sounds(&made).iter().map(|(_, spec)| spec.model.model.as_str()).collect();
        assert_eq!(models, ["told", "told"], "{video}");
        assert!(sounds(&made).iter().all(|(_, spec)| spec.footage.is_none()));
    }
}

#[test]
fn a_take_with_a_sound_of_its_own_needs_no_ambience_and_keeps_its_effects() {
    let mut shot = list().shots.swap_remove(0);
    let made = steps(&shot, "kling/loud", "foley/foley-1", false);
    let heard: Vec<&str> = sounds(&made).iter().map(|(_, spec)| spec.sound.as_str()).collect();
    assert_eq!(heard, ["door opens"]);
    assert_eq!(mixed(&made).len(), 1);
    let made = steps(&shot, "kling/loud", "foley/foley-1", true);
    assert_eq!(sounds(&made).len(), 2, "the animatic is silent");
    shot.footage = Some("f".repeat(64));
    let made = steps(&shot, "kling/loud", "foley/foley-1", false);
    assert_eq!(sounds(&made).len(), 2, "a chosen take may be a silent one");
    assert!(shot.cues.iter().any(|cue| cue.kind == CueKind::Ambience));
}

fn designed(shot: &Shot, sound_design: SoundDesign) -> Vec<Step> {
    let settings = ProjectSettings { sound_design, ..ProjectSettings::default() };
    let head = list();
    shot_steps(&Brief { settings: &settings, head: &head, makers: &PLAIN }, shot, false)
}

/// Somebody walks through a church, and far away a door slams; nobody speaks.
fn church() -> Shot {
    let mut shot = list().shots.swap_remove(0);
    shot.lines.clear();
    shot.action = "Maya walks along the pews. She looks up. A distant door slams.".to_owned();
    (shot.place.name, shot.place.interior) = ("CHURCH".to_owned(), Some(true));
    shot.cues[0].kind = CueKind::Effect;
    shot.cues[0].sound = "footsteps walk".to_owned();
    shot.cues[1].sound = "door slam".to_owned();
    shot
}

#[test]
fn a_film_that_began_before_sounds_were_placed_keeps_their_names_and_moments() {
    let before = ProjectSettings::default();
    assert_eq!(serde_json::from_str::<ProjectSettings>("{}").unwrap().sound_design, SoundDesign::Plain);
    assert!(!serde_json::to_string(&before).unwrap().contains("sound_design"));
    let (plain, placed) = (designed(&church(), SoundDesign::Plain), designed(&church(), SoundDesign::Placed));
    assert!(sounds(&plain).iter().all(|(_, spec)| spec.heard.is_none()));
    let seconds = church().seconds;
    let spread: Vec<f64> = mixed(&plain).iter().map(|cue| cue.at).collect();
    assert_eq!(spread, [seconds * 0.25 / 2.25, seconds * 1.25 / 2.25]);
    let names = |steps: &[Step]| sounds(steps).into_iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    assert!(names(&plain).iter().all(|name| !names(&placed).contains(name)));
}

#[test]
fn in_a_new_film_a_sound_is_heard_when_where_and_as_far_away_as_the_action_tells() {
    let steps = designed(&church(), SoundDesign::Placed);
    let heard: Vec<_> = sounds(&steps).into_iter().map(|(_, spec)| spec.heard.unwrap()).collect();
    assert!(heard.iter().all(|heard| heard.surroundings == Surroundings::Hall), "{heard:?}");
    assert_eq!(heard.iter().map(|heard| heard.far).collect::<Vec<_>>(), [false, true]);
    let at: Vec<f64> = mixed(&steps).iter().map(|cue| cue.at).collect();
    let seconds = church().seconds;
    assert!(at[0] < seconds * 0.2 && at[1] > seconds * 0.6, "{at:?} of {seconds}");
}
