//! Share links, in the database and between processes.

use super::{House, house};
use diesel_async::RunQueryDsl as _;
use model::{Command, NewShare, UserId, view::Person};
use pipeline::{By, Error, RequestHost, SignUp};

pub(crate) fn owner(id: UserId) -> By {
    let person = Person { id, name: "Local".into(), email: "local@localhost".into(), admin: true };
    By { person, address: String::new() }
}

pub(crate) async fn run(house: &House, query: &str) {
    diesel::sql_query(query).execute(&mut *house.database.store().conn().await.unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_revoked_or_over_opens_nothing_in_any_process() {
    let house = house().await;
    let second = super::studio(&house.database, "second").await;
    let id = house.project().await;
    let sign_up = SignUp {
        overruled: None,
        token: "t".into(),
        loopback: false,
        public_url: Some("https://studio.example".to_owned()),
        mails: false,
    };
    let by = owner(house.who);
    let share = async |new: NewShare| house.studio.share(&by, id, &sign_up, RequestHost::default(), &new).await;
    assert!(matches!(share(NewShare::default()).await, Err(Error::Conflict(_))), "there is no film yet");
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;

    let made = share(NewShare::default()).await.unwrap();
    let token = made.link.strip_prefix("https://studio.example/s/").unwrap().to_owned();
    let shared = second.shared(&token).await.unwrap();
    let shown = second.film_shown(&shared).await.unwrap();
    assert!(shown.captions.unwrap().contains("You came.") && shown.poster.unwrap().starts_with(&[0xff, 0xd8]));
    assert_eq!((shown.chapters.len(), shown.width, shown.height), (1, 854, 480));
    let end = shown.chapters.last().unwrap().end;
    assert!((end - shared.extent().0).abs() < 0.1, "{end} against {}", shared.extent().0);
    assert!(second.is_still_shared(&token).await);
    house.studio.revoke_share(&by, id, made.id).await.unwrap();
    assert!(!second.is_still_shared(&token).await);
    assert!(matches!(house.studio.revoke_share(&by, id, made.id).await, Err(Error::Conflict(_))));

    // One that is over, and one whose owner may not come in any more.
    let over = share(NewShare { days: Some(1), ..NewShare::default() }).await.unwrap();
    let forever = share(NewShare { days: Some(0), ..NewShare::default() }).await.unwrap();
    assert_eq!(house.studio.shares(house.who, id).await.unwrap().len(), 2);
    let yesterday = "UPDATE share_links SET expires_at = now() - interval '1 second' WHERE expires_at IS NOT NULL";
    run(&house, yesterday).await;
    let of = |link: &str| link.rsplit('/').next().unwrap().to_owned();
    assert!(matches!(second.shared(&of(&over.link)).await, Err(Error::NotFound)));
    assert!(second.shared(&of(&forever.link)).await.is_ok());
    run(&house, "UPDATE users SET disabled_at = now()").await;
    assert!(matches!(second.shared(&of(&forever.link)).await, Err(Error::NotFound)));
    second.shutdown().await;
    house.studio.shutdown().await;
}
