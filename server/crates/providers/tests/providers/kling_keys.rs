//! Which keys Kling's adapter works with, what each is good for, and what it says of those that are missing or wrong.

use crate::kling::{account, film, maker, makers, spec};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use model::ModelChoice;
use provider_simulators::{
    Asked, Reply, Server, charges,
    kling::{Kling, Options},
};
use providers::{Account, Call, FailureClass, Kind, Lookup, Secret, Started};

/// A stand-in that knows one pair of keys, and no other.
async fn only_for_the_pair() -> Kling {
    let pair = Some(("ak".to_owned(), "sk".to_owned()));
    Kling::start(Options { key: Some("another-key".into()), pair, ..Options::default() }).await.unwrap()
}

/// The older kind of account, for a stand-in that knows no other key.
fn pair_of_keys(base_url: &str) -> Account {
    Account {
        access_key: Secret::new("ak"),
        secret_key: Secret::new("sk"),
        base_url: Some(base_url.to_owned()),
        ..Account::default()
    }
}

#[tokio::test]
async fn the_older_pair_of_keys_films_with_the_older_models_and_says_what_the_newer_ones_need() {
    let kling = only_for_the_pair().await;
    let maker = maker(pair_of_keys(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let made = film(&*maker, &spec("kling-v2-5-turbo"), "pair-1", folder.path()).await.unwrap();
    assert!((made.seconds - 5.0).abs() < 0.1);
    let call = Call::new("pair-2", folder.path());
    assert!(matches!(maker.find("pair-1", &call).await.unwrap(), Lookup::Found { .. }));
    assert_eq!(maker.find("pair-2", &call).await.unwrap(), Lookup::Absent);
    let refused = maker.start(&spec("kling-3.0"), &call).await.unwrap_err();
    assert_eq!(refused.class, FailureClass::FixKey);
    assert_eq!(charges(&kling.charges).unwrap().len(), 1);
}

/// What the token of a request says of itself, as seconds since 1970.
fn claim(asked: &Asked, name: &str) -> u64 {
    let claims = asked.headers["authorization"].split('.').nth(1).unwrap();
    serde_json::from_slice::<serde_json::Value>(&BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()[name]
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn a_token_from_another_time_is_made_anew_and_sent_once_more_and_a_key_is_not() {
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let refused = |code: i64| Reply::json(401, &serde_json::json!({ "code": code, "message": "token" }));
    let task = || serde_json::json!({ "code": 0, "data": { "task_id": "831", "task_status": "submitted" } });
    // Its clock is a minute behind.
    let late = move |asked: &Asked| match claim(asked, "nbf") <= now() - 60 {
        true => Reply::json(200, &task()),
        false => refused(1003),
    };
    let never = move |_: &Asked| refused(1004);
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("shot-1", folder.path());
    let spec = spec("kling-v2-6");
    let server = Server::start(late).await.unwrap();
    let started = maker(pair_of_keys(&server.base_url)).unwrap().start(&spec, &call).await.unwrap();
    assert!(matches!(started, Started::Pending { task_id } if task_id == "831"));
    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].body, heard[1].body, "it is the same order");
    for (account, times) in [(pair_of_keys as fn(&str) -> Account, 2), (account, 1)] {
        let server = Server::start(never).await.unwrap();
        let failure = maker(account(&server.base_url)).unwrap().start(&spec, &call).await.unwrap_err();
        assert_eq!(failure.class, FailureClass::FixKey, "{failure:?}");
        assert_eq!(server.heard().len(), times);
    }
}

#[test]
fn a_provider_alone_names_a_model_that_the_account_can_be_used_with() {
    let pair = Account { access_key: Secret::new("ak"), secret_key: Secret::new("sk"), ..Account::default() };
    let choice = |model: &str| ModelChoice::new("kling", model);
    let makers_of_pair = makers(pair);
    assert_eq!(makers_of_pair.default_model("kling", Kind::Video), Some(choice("kling-v3")));
    let missing = makers_of_pair.missing(Kind::Video, &choice("kling-3.0")).unwrap();
    assert!(missing.sentence.contains("needs an API key (KLING_API_KEY)"), "{missing}");
    for usable in ["kling-v3", "kling-v3-omni", "kling-v1-6"] {
        assert!(makers_of_pair.missing(Kind::Video, &choice(usable)).is_none(), "{usable}");
    }
    // The others are the same with either kind of key, and have no second generation.
    for kind in [Kind::Speech, Kind::Sound, Kind::Picture, Kind::Lips] {
        let model = makers_of_pair.default_model("kling", kind).unwrap();
        assert!(makers_of_pair.missing(kind, &model).is_none(), "{model:?}");
    }
    for account in [account("http://127.0.0.1:1"), Account::default()] {
        assert_eq!(makers(account).default_model("kling", Kind::Video), Some(choice("kling-3.0")));
    }
}

#[tokio::test]
async fn the_older_pair_of_keys_is_checked_for_nothing_and_a_wrong_secret_is_found_out() {
    let kling = only_for_the_pair().await;
    let told = makers(pair_of_keys(&kling.base_url)).check("kling").await.unwrap();
    assert!(told.contains("87.5 of 100 units"), "{told}");
    let wrong = makers(Account { secret_key: Secret::new("another"), ..pair_of_keys(&kling.base_url) });
    assert_eq!(wrong.check("kling").await.unwrap_err().class, FailureClass::FixKey);
}

#[tokio::test]
async fn a_missing_key_and_a_wrong_one_say_what_to_do() {
    let missing = maker(Account::default()).err().unwrap();
    assert_eq!(missing.class, FailureClass::FixKey);
    assert!(missing.sentence.contains("KLING_API_KEY"), "{missing}");
    let kling = Kling::start(Options { key: Some("the-right-key".into()), ..Options::default() }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("a", folder.path());
    let wrong = maker(account(&kling.base_url)).unwrap().start(&spec("kling-3.0"), &call).await.unwrap_err();
    assert_eq!(wrong.class, FailureClass::FixKey, "{wrong:?}");
}

#[tokio::test]
async fn a_task_of_several_pictures_is_followed_with_either_pair_of_keys() {
    let kling = only_for_the_pair().await;
    let maker = maker(pair_of_keys(&kling.base_url)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let made = film(&*maker, &spec("kling-v3-omni"), "omni-1", folder.path()).await.unwrap();
    assert!((made.seconds - 3.0).abs() < 0.1, "{made:?}");
}
