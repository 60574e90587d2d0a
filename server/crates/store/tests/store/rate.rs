use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;
use store::{Store, TooMany};
use testkit::TestDatabase;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// Any moment will do: nothing here looks at a clock.
fn noon() -> DateTime<Utc> {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

async fn admit(store: &Store, email: &str, from: IpAddr, now: DateTime<Utc>) -> Result<(), TooMany> {
    store.admit_at(email, from, Some(now)).await.unwrap()
}

#[tokio::test]
async fn five_tries_are_free_and_then_the_waits_grow() {
    let (database, here, mut now) = (TestDatabase::new().await, ip("192.0.2.1"), noon());
    let store = database.store();
    for _ in 0..5 {
        admit(store, "ada@example.com", here, now).await.unwrap();
    }
    let mut waits = Vec::new();
    for _ in 0..12 {
        let refused = admit(store, "ada@example.com", here, now).await.unwrap_err();
        waits.push(refused.wait.as_secs());
        now += TimeDelta::from_std(refused.wait).unwrap();
        admit(store, "ada@example.com", here, now).await.unwrap();
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
}

#[tokio::test]
async fn a_refused_try_does_not_lengthen_the_wait() {
    let (database, here) = (TestDatabase::new().await, ip("192.0.2.1"));
    let store = database.store();
    for _ in 0..5 {
        admit(store, "ada@example.com", here, noon()).await.unwrap();
    }
    let first = admit(store, "ada@example.com", here, noon()).await.unwrap_err();
    for _ in 0..20 {
        assert_eq!(admit(store, "ada@example.com", here, noon()).await, Err(first));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_at_once_are_a_hundred_tries_also_of_several_processes() {
    let (database, here) = (TestDatabase::new().await, ip("192.0.2.1"));
    let other = Store::connect(database.url(), database.store().files().clone()).await.unwrap();
    let tries = (0..100).map(|n| {
        let store = if n % 2 == 0 { database.store().clone() } else { other.clone() };
        async move { admit(&store, "ada@example.com", here, noon()).await.is_ok() }
    });
    let admitted = futures::future::join_all(tries).await.into_iter().filter(|admitted| *admitted).count();
    assert_eq!(admitted, 5);
    // A process that starts afterwards knows of them.
    let later = Store::connect(database.url(), database.store().files().clone()).await.unwrap();
    assert!(admit(&later, "ada@example.com", here, noon()).await.is_err());
}

#[tokio::test]
async fn another_place_and_another_person_need_not_wait() {
    let database = TestDatabase::new().await;
    let store = database.store();
    for _ in 0..5 {
        admit(store, "Ada@example.com", ip("192.0.2.1"), noon()).await.unwrap();
    }
    assert!(admit(store, " ada@EXAMPLE.com", ip("192.0.2.1"), noon()).await.is_err());
    assert!(admit(store, "ada@example.com", ip("::ffff:192.0.2.1"), noon()).await.is_err(), "it is the same place");
    assert!(admit(store, "ada@example.com", ip("192.0.2.2"), noon()).await.is_ok());
    assert!(admit(store, "bob@example.com", ip("192.0.2.1"), noon()).await.is_ok());
}

#[tokio::test]
async fn whoever_tries_every_address_from_one_place_has_to_wait_too() {
    let database = TestDatabase::new().await;
    for n in 0..50 {
        // All of one household's network is one place.
        let from = ip(&format!("2001:db8::{n:x}"));
        admit(database.store(), &format!("p{n}@example.com"), from, noon()).await.unwrap();
    }
    assert!(admit(database.store(), "p50@example.com", ip("2001:db8::50"), noon()).await.is_err());
}

#[tokio::test]
async fn a_right_password_at_a_busy_place_makes_nobody_there_wait() {
    let (database, here) = (TestDatabase::new().await, ip("192.0.2.1"));
    let store = database.store();
    for n in 0..49 {
        admit(store, &format!("p{n}@example.com"), here, noon()).await.unwrap();
    }
    for _ in 0..5 {
        admit(store, "ada@example.com", here, noon()).await.unwrap();
        store.succeeded("ada@example.com", here).await.unwrap();
    }
    admit(store, "bob@example.com", here, noon()).await.unwrap();
}

#[tokio::test]
async fn an_account_under_attack_from_everywhere_lets_its_owner_in_and_slows_down_the_others() {
    let database = TestDatabase::new().await;
    let store = database.store();
    for n in 0..40 {
        for _ in 0..3 {
            let _ = admit(store, "ada@example.com", ip(&format!("198.51.100.{n}")), noon()).await;
        }
    }
    let attacker = ip("198.51.100.39");
    let wait = admit(store, "ada@example.com", attacker, noon()).await.unwrap_err().wait.as_secs();
    assert!((1..=60).contains(&wait), "{wait}");
    // The owner may even mistype twice.
    let home = ip("192.0.2.1");
    for _ in 0..3 {
        admit(store, "ada@example.com", home, noon()).await.unwrap();
    }
    store.succeeded("ada@example.com", home).await.unwrap();
    // Who goes on from ever new places does not lengthen the wait of those that wait.
    for n in 100..150 {
        admit(store, "ada@example.com", ip(&format!("198.51.100.{n}")), noon()).await.unwrap();
    }
    assert_eq!(admit(store, "ada@example.com", attacker, noon()).await.unwrap_err().wait.as_secs(), wait);
}

#[tokio::test]
async fn the_right_password_and_an_hour_of_quiet_wipe_the_slate() {
    let (database, here, now) = (TestDatabase::new().await, ip("192.0.2.1"), noon());
    let store = database.store();
    for _ in 0..20 {
        admit(store, "ada@example.com", here, now).await.unwrap();
        store.succeeded("ada@example.com", here).await.unwrap();
    }
    for _ in 0..5 {
        admit(store, "bob@example.com", here, now).await.unwrap();
    }
    let later = now + TimeDelta::seconds(3601);
    for _ in 0..5 {
        admit(store, "bob@example.com", here, later).await.unwrap();
    }
}

#[tokio::test]
async fn registrations_from_one_place_are_counted_whether_they_succeed_or_not() {
    let (database, here) = (TestDatabase::new().await, ip("192.0.2.1"));
    let admit = async |from, now| database.store().admit_registration_at(from, 20, Some(now)).await.unwrap();
    for _ in 0..20 {
        admit(here, noon()).await.unwrap();
    }
    assert_eq!(admit(here, noon()).await.unwrap_err().wait.as_secs(), 5);
    admit(ip("192.0.2.2"), noon()).await.unwrap();
    admit(here, noon() + TimeDelta::seconds(5)).await.unwrap();
    // Registering is none of the tries to sign in.
    database.store().admit_at("ada@example.com", here, Some(noon())).await.unwrap().unwrap();
}

#[tokio::test]
async fn tries_that_are_over_are_swept_and_never_more_than_so_many_are_kept() {
    let (database, now) = (TestDatabase::new().await, noon());
    let store = database.store();
    let (attacker, later) = (ip("203.0.113.9"), now + TimeDelta::seconds(3000));
    admit(store, "old@example.com", ip("192.0.2.1"), now).await.unwrap();
    for n in 0..20 {
        admit(store, &format!("p{n}@example.com"), ip("192.0.2.2"), later).await.unwrap();
    }
    for _ in 0..5 {
        admit(store, "ada@example.com", attacker, now).await.unwrap();
    }
    let wait = async |now| admit(store, "ada@example.com", attacker, now).await.is_err();
    assert!(wait(now).await);
    let much_later = now + TimeDelta::seconds(3601);
    assert_eq!(store.sweep_tries_at(Some(much_later), 1_000).await.unwrap(), 41, "three keys of each are over");
    assert_eq!(store.sweep_tries_at(Some(much_later), 20).await.unwrap(), 10);
}

#[tokio::test]
async fn a_refusal_is_a_sentence_with_the_wait_in_it() {
    let (database, here) = (TestDatabase::new().await, ip("192.0.2.1"));
    for _ in 0..5 {
        admit(database.store(), "ada@example.com", here, noon()).await.unwrap();
    }
    let refused = admit(database.store(), "ada@example.com", here, noon()).await.unwrap_err();
    assert_eq!(refused.to_string(), "Too many tries. Please wait 5 seconds and try again.");
}
