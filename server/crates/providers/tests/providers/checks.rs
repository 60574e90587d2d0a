//! "Test connection": asks each service whether the key is good, for nothing.

use media::Tools;
use provider_simulators::{
    charges,
    kling::{Kling, Options},
    speech::Speech,
    video::Videos,
};
use providers::{Account, Catalogue, Credentials, FailureClass, Registry, Secret};

const KEY: &str = "canary-key-0123456789";

#[tokio::test]
async fn every_service_tells_a_good_key_from_a_bad_one_and_nothing_is_charged() {
    let kling = Kling::start(Options { key: Some(KEY.into()), ..Options::default() }).await.unwrap();
    let videos = Videos::start(KEY).await.unwrap();
    let speech = Speech::start(KEY).await.unwrap();
    let films = |name: &str| format!("{}/{name}", videos.server.base_url);
    let rows = [
        ("kling", kling.base_url.clone()),
        ("runway", films("runway")),
        ("pollo", films("pollo")),
        ("fal", films("fal")),
        ("replicate", films("replicate")),
        ("openai", format!("{}/v1", speech.server.base_url)),
        ("elevenlabs", speech.server.base_url.clone()),
    ];
    for (provider, base_url) in rows {
        let checked = async |key: &str| {
            let mut credentials = Credentials::default();
            let account = Account { key: Secret::new(key), base_url: Some(base_url.clone()), ..Account::default() };
            credentials.set(provider, account);
            let registry = Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap());
            registry.check(provider).await
        };
        let told = checked(KEY).await.unwrap();
        assert!(told.contains("accepts the key"), "{provider}: {told}");
        assert_eq!(told.contains("87.5 of 100 units"), provider == "kling", "{provider}: {told}");
        let failure = checked("another-key-000000").await.unwrap_err();
        assert_eq!(failure.class, FailureClass::FixKey, "{provider}: {failure:?}");
    }
    for log in [&kling.charges, &videos.charges, &speech.charges] {
        assert!(charges(log).unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_does_not_make_the_key_a_bad_one() {
    let mut credentials = Credentials::default();
    let base_url = Some("http://127.0.0.1:9".to_owned());
    credentials.set("runway", Account { key: Secret::new(KEY), base_url, ..Account::default() });
    let registry = Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap());
    assert_eq!(registry.check("runway").await.unwrap_err().class, FailureClass::TryAgain);
    assert_eq!(registry.check("elevenlabs").await.unwrap_err().class, FailureClass::FixKey);
    assert!(registry.check("animatic").await.is_ok() && registry.check("google-speech").await.is_ok());
}
