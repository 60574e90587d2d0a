//! Connecting a Nextcloud on a page of its own.

use deliver::{Again, begin_login, poll_login};
use provider_simulators::{Fault, dav::Dav};

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_gives_a_password_once_and_not_before_the_person_allowed_it() {
    let cloud = Dav::start().await.unwrap();
    let base = cloud.base_url();
    let flow = begin_login(base, &[]).await.unwrap();
    assert!(flow.page.starts_with(base), "{}", flow.page);
    assert_eq!(poll_login(base, &flow, &[]).await.unwrap(), None);
    cloud.allow_login();
    let given = poll_login(base, &flow, &[]).await.unwrap().unwrap();
    assert_eq!((given.user.as_str(), given.password.as_str()), (Dav::USER, Dav::PASSWORD));
    assert_eq!(poll_login(base, &flow, &[]).await.unwrap(), None, "it is given once");
    let stolen = deliver::LoginFlow { endpoint: "https://elsewhere.example/poll".to_owned(), ..flow };
    assert!(poll_login(base, &stolen, &[]).await.is_err(), "the token goes to its own cloud only");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_against_a_login_is_said_in_a_sentence() {
    let cloud = Dav::start().await.unwrap();
    cloud.fail("POST", "/login/v2", Fault::Status(503));
    assert_eq!(begin_login(cloud.base_url(), &[]).await.unwrap_err().again, Again::Yes);
    cloud.fail("POST", "/login/v2", Fault::Status(302));
    assert!(begin_login(cloud.base_url(), &[]).await.unwrap_err().sentence.contains("another address"));
    let other = begin_login("cloud.example", &[]).await.unwrap_err();
    assert!(other.sentence.contains("https://cloud.example"), "{other}");
}
