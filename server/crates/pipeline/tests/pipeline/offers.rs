//! Words that a person writes of a shot are read, and what they say is offered: one click does it, nothing is done unasked.

use super::{House, house};
use model::{Edit, LineChange, ProjectId, ProjectSettings, Resolution, RunState, Shot, ShotChange, ShotId, view::*};
use pipeline::Error;

const SCRIPT: &str = "INT. KITCHEN - DAY\n\nMAYA pours coffee into a blue cup.\n\nMAYA\nYou are up early.\n\n\
    EXT. HARBOUR - NIGHT\n\nA ferry leaves the harbour.\n\nBEN\nThat was the last one.\n";

async fn project(house: &House) -> ProjectId {
    let settings = ProjectSettings { resolution: Resolution::P480, ..ProjectSettings::default() };
    let new = NewProject { title: "The Ferry".into(), script: SCRIPT.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

async fn shots(house: &House, id: ProjectId) -> Vec<Shot> {
    house.view(id).await.list.shots
}

async fn offers(house: &House, id: ProjectId, shot: ShotId) -> Vec<OfferView> {
    house.studio.offers(house.who, id, Some(&[shot])).await.unwrap()
}

async fn says(house: &House, id: ProjectId, shot: ShotId) -> Vec<String> {
    offers(house, id, shot).await.into_iter().map(|offer| offer.says).collect()
}

async fn edit(house: &House, id: ProjectId, edit: Edit) -> Result<(), Error> {
    house.studio.edit(house.who, id, edit).await
}

async fn write(house: &House, id: ProjectId, shot: ShotId, prompt: String) {
    let change = ShotChange { prompt: Some(prompt), ..ShotChange::default() };
    edit(house, id, Edit::ChangeShot { shot, change: Box::new(change) }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_prompt_is_read_and_its_line_sound_and_cast_are_offered_one_click_each() {
    let house = house().await;
    let id = project(&house).await;
    let shot = shots(&house, id).await.remove(0);
    assert!(house.studio.offers(house.who, id, None).await.unwrap().is_empty(), "the studio's own words offer nothing");

    write(&house, id, shot.id, format!("{} Ben slams the door and says, \"You came.\"", shot.prompt)).await;
    let found = offers(&house, id, shot.id).await;
    let kinds: Vec<(&str, &str)> = found.iter().map(|offer| (offer.kind.as_str(), offer.says.as_str())).collect();
    let told = [("line", "BEN says: “You came.”"), ("sound", "Sound: door slam"), ("cast", "BEN is in this shot")];
    assert_eq!(kinds, told);
    let before = shots(&house, id).await.remove(0);
    assert_eq!((&before.lines, &before.cues, &before.cast), (&shot.lines, &shot.cues, &shot.cast), "nothing is done");

    for offer in found {
        edit(&house, id, Edit::TakeOffer { shot: shot.id, offer: offer.key }).await.unwrap();
    }
    let after = shots(&house, id).await.remove(0);
    let line = after.lines.last().unwrap();
    assert_eq!((line.speaker.as_deref(), line.text.as_str()), (Some("BEN"), "You came."));
    assert_eq!(after.cues.last().unwrap().sound, "door slam");
    assert!(after.cast.contains(&"BEN".to_owned()) && after.prompt == before.prompt, "{after:?}");
    assert!(offers(&house, id, shot.id).await.is_empty());

    assert_eq!(house.view(id).await.can_undo.as_deref(), Some("add somebody to a shot"));
    for _ in 0..3 {
        house.studio.undo(house.who, id).await.unwrap();
    }
    assert_eq!(shots(&house, id).await[0], before);
    assert_eq!(offers(&house, id, shot.id).await.len(), 3);
    assert_eq!(house.view(id).await.card.state, RunState::Draft, "nothing is made by it");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_was_put_aside_is_not_made_again_for_the_same_words_and_other_words_are_offered() {
    let house = house().await;
    let id = project(&house).await;
    let shot = shots(&house, id).await.remove(0);
    write(&house, id, shot.id, format!("{} The phone rings.", shot.prompt)).await;
    let [offer] = &offers(&house, id, shot.id).await[..] else { panic!("one offer") };
    edit(&house, id, Edit::PutAside { shot: shot.id, offer: offer.key.clone() }).await.unwrap();
    assert!(offers(&house, id, shot.id).await.is_empty());
    write(&house, id, shot.id, format!("{} Steam rises. The phone rings.", shot.prompt)).await;
    assert!(offers(&house, id, shot.id).await.is_empty(), "the words that were put aside are still the same");
    write(&house, id, shot.id, format!("{} In the hall the phone rings twice.", shot.prompt)).await;
    assert_eq!(says(&house, id, shot.id).await, ["Sound: phone rings"]);
    let gone = edit(&house, id, Edit::TakeOffer { shot: shot.id, offer: offer.key.clone() }).await;
    assert!(matches!(gone, Err(Error::Refused(why)) if why.contains("not offered any more")));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inserted_shot_is_read_and_the_view_of_the_api_tells_its_offers() {
    let house = house().await;
    let id = project(&house).await;
    let after = Some(shots(&house, id).await[0].id);
    let new = Shot { action: "Ben runs in. He shouts, \"Wait!\"".into(), ..Shot::default() };
    edit(&house, id, Edit::InsertShot { after, new: Box::new(new) }).await.unwrap();
    let view = house.studio.project_with_offers(house.who, id).await.unwrap();
    let offered = |at: usize| view.clips[at].offers.iter().map(|offer| offer.says.as_str()).collect::<Vec<_>>();
    assert_eq!(offered(1), ["BEN says: “Wait!”", "Sound: running footsteps", "BEN is in this shot"]);
    assert!(offered(0).is_empty() && offered(2).is_empty());
    let shot = view.list.shots[1].clone();
    let cast = view.clips[1].offers[2].edit.clone();
    edit(&house, id, cast).await.unwrap();
    let now = shots(&house, id).await.remove(1);
    assert_eq!(now.cast, ["BEN"]);
    assert!(now.prompt.contains("Ben") && now.prompt != shot.prompt, "a prompt that nobody edited is written anew");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_speaker_takes_the_place_of_who_was_seen_only_to_speak_and_a_prompt_of_ones_own_is_offered_the_name() {
    let house = house().await;
    let id = project(&house).await;
    let find = |shots: Vec<Shot>| {
        shots.into_iter().find(|shot| shot.lines.iter().any(|l| l.text.contains("last one"))).unwrap()
    };
    let shot = find(shots(&house, id).await);
    assert!(shot.cast.contains(&"BEN".to_owned()));
    let speaker = |name: &str| Edit::ChangeLine {
        shot: shot.id,
        line: shot.lines[0].id,
        change: LineChange { speaker: Some(name.to_owned()), ..LineChange::default() },
    };
    edit(&house, id, speaker("maya")).await.unwrap();
    let now = find(shots(&house, id).await);
    assert_eq!(now.lines[0].speaker.as_deref(), Some("MAYA"), "the cast's own spelling");
    assert!(now.cast.contains(&"MAYA".to_owned()) && !now.cast.contains(&"BEN".to_owned()), "{:?}", now.cast);
    assert!(now.prompt.contains("Maya") && !now.prompt.contains("Ben"), "{}", now.prompt);
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(find(shots(&house, id).await), shot);

    write(&house, id, shot.id, "A man at the rail looks after the ferry.".to_owned()).await;
    edit(&house, id, speaker("MAYA")).await.unwrap();
    let now = find(shots(&house, id).await);
    assert_eq!(now.prompt, "A man at the rail looks after the ferry.");
    let all = offers(&house, id, shot.id).await;
    let offer = all.iter().find(|offer| offer.kind == "prompt").unwrap();
    assert!(offer.says.contains("your prompt does not name MAYA"));
    edit(&house, id, Edit::TakeOffer { shot: shot.id, offer: offer.key.clone() }).await.unwrap();
    let now = find(shots(&house, id).await);
    assert!(now.prompt.starts_with("A man at the rail looks after the ferry. MAYA"), "{}", now.prompt);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_speaker_is_asked_about_and_one_click_names_the_one_who_was_meant() {
    let house = house().await;
    let id = project(&house).await;
    let shot = shots(&house, id).await.into_iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let speaker = |name: &str| Edit::ChangeLine {
        shot: shot.id,
        line: shot.lines[0].id,
        change: LineChange { speaker: Some(name.to_owned()), ..LineChange::default() },
    };
    edit(&house, id, speaker("Juno")).await.unwrap();
    assert!(offers(&house, id, shot.id).await.is_empty(), "somebody new is somebody new");
    edit(&house, id, speaker("MAJA")).await.unwrap();
    let all = offers(&house, id, shot.id).await;
    assert_eq!(all[0].says, "Nobody of the film is called MAJA. Did you mean MAYA?");
    edit(&house, id, Edit::TakeOffer { shot: shot.id, offer: all[0].key.clone() }).await.unwrap();
    let now = shots(&house, id).await.into_iter().find(|own| own.id == shot.id).unwrap();
    assert_eq!((now.lines[0].speaker.as_deref(), now.cast), (Some("MAYA"), shot.cast));
    assert!(offers(&house, id, shot.id).await.is_empty());
    house.studio.shutdown().await;
}
