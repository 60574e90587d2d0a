//! Music is asked for by the moods of a film, in steps that small edits do not leave.

use crate::{brief, list};
use model::{ModelChoice, Mood, ProjectSettings, ScoreSpec};
use plan::{Step, Work, score_step};

fn settings() -> ProjectSettings {
    ProjectSettings { composer: Some(ModelChoice::new("elevenlabs", "music_v2_5")), ..ProjectSettings::default() }
}

fn score(settings: &ProjectSettings, clips: &[(Mood, f64)]) -> Option<Step> {
    score_step(&brief(settings, &list()), clips.iter().copied())
}

fn spec(step: &Step) -> &ScoreSpec {
    if let Work::Score { spec } = &step.work { Some(spec) } else { None }.unwrap()
}

#[test]
fn music_is_named_by_the_moods_and_a_small_edit_asks_for_no_other() {
    let settings = settings();
    let clips = [(Mood::Sad, 3.1), (Mood::Sad, 8.2), (Mood::Warm, 5.0), (Mood::Sad, 0.4)];
    let step = score(&settings, &clips).unwrap();
    assert_eq!(spec(&step).moods, [(Mood::Sad, 15.0), (Mood::Warm, 5.0), (Mood::Sad, 5.0)]);
    assert_eq!(spec(&step).seconds(), 25.0);
    // As on 30 November 2026: what was paid for under this name is never bought again.
    let name = "b10b40f7f999ded97a2a8cf145ddc44e31d7f417c8291f1ce8818e1209f359ef";
    assert_eq!(step.fingerprint.as_str(), name);
    assert_eq!(step.work.kind(), "score");
    assert_eq!(step.work.model(), settings.composer.as_ref());
    let edited = [(Mood::Sad, 3.1), (Mood::Sad, 9.9), (Mood::Warm, 4.2), (Mood::Sad, 0.4)];
    assert_eq!(score(&settings, &edited).unwrap().fingerprint, step.fingerprint);
    let longer = [(Mood::Sad, 3.1), (Mood::Sad, 8.2), (Mood::Warm, 5.2), (Mood::Sad, 0.4)];
    assert_ne!(score(&settings, &longer).unwrap().fingerprint, step.fingerprint);
    let other = [(Mood::Eerie, 11.3), (Mood::Warm, 5.0), (Mood::Sad, 0.4)];
    assert_ne!(score(&settings, &other).unwrap().fingerprint, step.fingerprint);
}

#[test]
fn nobody_composes_where_the_studio_plays_or_nothing_is_to_be_heard() {
    let clips = [(Mood::Sad, 3.1)];
    assert!(score(&settings(), &clips).is_some());
    assert!(score(&settings(), &[]).is_none());
    assert!(score(&ProjectSettings { music: false, ..settings() }, &clips).is_none());
    assert!(score(&ProjectSettings::default(), &clips).is_none());
    let plain = serde_json::to_value(ProjectSettings::default()).unwrap();
    assert!(plain.get("composer").is_none(), "settings of films without one stay as they were");
}
