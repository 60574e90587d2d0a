use model::ProjectId;
use store::{
    Files,
    keys::{self, Kind},
};

#[test]
fn a_file_is_named_by_its_kind_its_name_and_its_time() {
    let made = "2026-11-21T02:03:04.567Z".parse().unwrap();
    let project = ProjectId::nil();
    let key = |kind, name: &str| keys::file(project, kind, name, made, "png");
    let folder = "projects/00000000-0000-0000-0000-000000000000";
    assert_eq!(
        key(Kind::Component, "Café, night"),
        format!("{folder}/images/component_café-night_20261121T020304567Z.png")
    );
    assert_eq!(key(Kind::Shot, "3A"), format!("{folder}/images/shot_3a_20261121T020304567Z.png"));
    assert_eq!(key(Kind::Film, ""), format!("{folder}/films/unnamed_20261121T020304567Z.png"));
    assert_eq!(keys::prompt_list(project), format!("{folder}/prompts.json"));
    assert!(key(Kind::Take, "1").starts_with(&keys::project(project)));
}

#[tokio::test]
async fn no_name_makes_a_key_that_leaves_its_folder() {
    let folder = testkit::folder();
    let files = Files::local(&folder.path().join("media")).unwrap();
    for name in ["../../etc/passwd", "a/b", "..", "a\\b", "\0", "...", &"長".repeat(500)] {
        let key = keys::file(ProjectId::nil(), Kind::Line, name, chrono::Utc::now(), "wav");
        files.put_bytes(&key, b"x".to_vec()).await.unwrap();
        assert!(files.local_path(&key).unwrap().starts_with(folder.path()));
        assert_eq!(key.matches('/').count(), 3, "{key}");
    }
}
