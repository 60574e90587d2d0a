//! Moved lips: wished for on the form, and bought by a process that dies between the two things that have to be bought for them.

use crate::served::Served;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use std::{os::unix::process::ExitStatusExt as _, time::Duration};
use tokio::runtime::Runtime;

/// A film with lips moved as these arguments say, again and again: each run dies at the next of the moments, and the last one at
/// none. Gives how it ended and what was charged, by model, after each run.
fn dies_at(lips: &[&str], moments: &[&str], charges_again: bool) -> (Option<i32>, Vec<Vec<String>>) {
    let runtime = Runtime::new().unwrap();
    let folder = testkit::folder();
    let options =
        Options { charges_again: Some(charges_again), takes: Duration::from_millis(200), ..Options::default() };
    let kling = runtime.block_on(Kling::start(options)).unwrap();
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMAYA\nYou came.\n";
    std::fs::write(folder.path().join("script.txt"), script).unwrap();
    let mut bought = Vec::new();
    let mut film = |moment: &str| {
        let mut film = crate::bought_film(folder.path(), "data", &kling);
        film.args(lips).args(["--resolution", "480p"]).env("STUDIO_ABORT_AT", moment);
        let ended = film.env("STUDIO_UNKNOWN_GRACE", "1").env("STUDIO_LEASE", "2").status().unwrap();
        bought.push(charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect());
        ended
    };
    for moment in moments {
        assert_eq!(film(moment).signal(), Some(6), "{moment} was not reached");
    }
    let ended = film("").code();
    (ended, bought)
}

const FACES: [&str; 2] = ["kling-3.0", "identify-face"];
const ALL: [&str; 3] = ["kling-3.0", "identify-face", "lip-sync"];

#[test]
fn killed_between_the_look_for_faces_and_the_lips_and_in_their_call_nothing_is_charged_twice() {
    for charges_again in [true, false] {
        // The take is begun first, then the look, then the lips; the second run has only these left to ask for.
        let (ended, bought) = dies_at(&["--lips"], &["begin.before:3", "send.after"], charges_again);
        assert_eq!(ended, Some(0), "charges again: {charges_again}");
        assert_eq!(bought, [&FACES[..], &ALL[..], &ALL[..]], "charges again: {charges_again}");
    }
}

#[test]
fn a_look_for_faces_whose_answer_was_lost_is_not_bought_again_and_the_film_has_the_take_as_it_was_filmed() {
    let (ended, bought) = dies_at(&["--lips", "kling"], &["send.after:2"], true);
    assert_eq!(ended, Some(3), "the film is made, and the shot says what is missing");
    assert_eq!(bought, [FACES, FACES]);
}

#[test]
fn lips_of_the_older_way_whose_answer_was_lost_are_not_bought_again_and_those_that_were_begun_are_fetched() {
    let older = ["--lips", "kling/kling-lip-sync-1"];
    let once = vec!["kling-3.0".to_owned(), "lip-sync-1".to_owned()];
    for (moment, ends) in [("send.after:2", 3), ("created.after:2", 0)] {
        let (ended, bought) = dies_at(&older, &[moment], true);
        assert_eq!((ended, bought), (Some(ends), vec![once.clone(), once.clone()]), "{moment}");
    }
    let (ended, bought) = dies_at(&["--lips", "none"], &[], true);
    assert_eq!((ended, bought), (Some(0), vec![vec!["kling-3.0".to_owned()]]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_key_can_choose_on_the_form_who_moves_lips() {
    let folder = testkit::folder();
    let key = [("KLING_API_KEY", "any-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &key);
    studio.register().await;
    let script = "INT. ROOM - DAY\n\nMAN\nAlone.\n";
    let new = serde_json::json!({ "title": "Alone", "script": script });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().or(made.as_str()).expect("it has an id").to_owned();
    let page = format!("/projects/{id}/script");
    let chosen = async |studio: &mut Served| {
        studio.ask("GET", &page, "", String::new()).await;
        let html = String::from_utf8(studio.told.pop().unwrap().1).unwrap();
        let start = html.find("name=\"form[lips]\"").expect("the form has it");
        let list = html[start..].split_once("</select>").unwrap().0;
        let option = list.split("<option").find(|option| option.contains("selected")).expect("one is chosen");
        option.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
    };
    assert_eq!(chosen(&mut studio).await, "none", "it is off at first");
    let form = |lips: &str| format!("id={id}&form[title]=Alone&form[script]={}{lips}", script.replace('\n', "%0A"));
    let kind = "application/x-www-form-urlencoded";
    for lips in ["kling/kling-lip-sync", "kling/kling-lip-sync-1", "none"] {
        studio.ask("POST", "/api/projects/change", kind, form(&format!("&form[lips]={lips}"))).await;
        assert_eq!(chosen(&mut studio).await, lips);
    }
    // Whatever sent the older settings meant Kling's advanced lip-sync, and a form without the field changes nothing.
    let settings = serde_json::json!({ "settings": { "lips": true } });
    studio.json("PATCH", &format!("/api/v1/projects/{id}"), settings).await;
    studio.ask("POST", "/api/projects/change", kind, form("")).await;
    assert_eq!(chosen(&mut studio).await, "kling/kling-lip-sync");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_editing_room_asks_which_of_several_faces_speaks_and_a_plain_form_says_so() {
    let folder = testkit::folder();
    let kling = Kling::start(Options::default()).await.unwrap();
    let key = [("KLING_API_KEY", "any-key".to_owned())];
    let mut studio = Served::start_at(folder.path(), &kling.base_url, "127.0.0.1:0", &key);
    studio.register().await;
    let own = |model: &str| serde_json::json!({ "provider": "kling", "model": model });
    let script = "SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya waits, two-seen.\nMAYA\nBoth of you.\n";
    let settings =
        serde_json::json!({ "video": own("kling-3.0"), "lips": own("kling-lip-sync"), "resolution": "480p" });
    let new = serde_json::json!({ "title": "Two", "script": script, "settings": settings });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let at = format!("/api/v1/projects/{id}");
    studio.json("POST", &format!("{at}/commands"), serde_json::json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    let clip = studio.get(&at).await["clips"][0].clone();
    let (shot, look) = (clip["shot"].as_str().unwrap(), clip["faces"]["look"].as_str().unwrap());

    let room = async |studio: &mut Served| {
        studio.ask("GET", &format!("/projects/{id}/edit?shot={shot}"), "", String::new()).await;
        let html = String::from_utf8(studio.told.pop().unwrap().1).unwrap();
        html.split("class=\"who-speaks\"").nth(1).expect("it asks").split("</section>").next().unwrap().to_owned()
    };
    let asked = room(&mut studio).await;
    assert!(asked.contains("Kling sees 2 faces in this shot. Which one speaks?"), "{asked}");
    for face in ["Face 1, seen 0:00 to 0:03", "Face 2, seen 0:00 to 0:03"] {
        assert!(asked.contains(&format!("aria-label=\"{face}\"")), "{face}: {asked}");
    }
    assert_eq!(asked.matches("aria-pressed=\"false\"").count(), 2);
    let picture = clip["faces"]["faces"][1]["picture"].as_str().unwrap();
    assert!(asked.contains(picture), "{asked}");
    let seen = studio.client.get(format!("{}{picture}", studio.address)).header("cookie", &studio.cookie);
    assert_eq!(seen.send().await.unwrap().headers()["content-type"], "image/jpeg");
    let stranger = studio.client.get(format!("{}{picture}", studio.address)).send().await.unwrap();
    assert_ne!(stranger.status().as_u16(), 200, "nobody else sees it");

    let form = format!("id={id}&shot={shot}&look={look}&face=1");
    studio.ask("POST", "/api/shots/face", "application/x-www-form-urlencoded", form).await;
    let asked = room(&mut studio).await;
    assert_eq!(asked.matches("aria-pressed=\"true\"").count(), 1, "{asked}");
    let edit = serde_json::json!({ "edit": "choose_face", "shot": shot, "look": look, "face": "" });
    assert_eq!(studio.json("POST", &format!("{at}/edits"), edit).await.0, 204);
    assert!(!room(&mut studio).await.contains("aria-pressed=\"true\""));
    let nobody = serde_json::json!({ "edit": "choose_face", "shot": shot, "look": look, "face": "7" });
    let (status, refused) = studio.json("POST", &format!("{at}/edits"), nobody).await;
    assert!(status == 422 && refused.to_string().contains("Choose again who speaks"), "{status}: {refused}");
}
