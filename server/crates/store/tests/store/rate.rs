use std::{
    net::IpAddr,
    time::{Duration, Instant},
};
use store::LoginLimiter;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn five_tries_are_free_and_then_the_waits_grow() {
    let (limiter, here) = (LoginLimiter::new(), ip("192.0.2.1"));
    let mut now = Instant::now();
    for _ in 0..5 {
        limiter.admit_at("ada@example.com", here, now).unwrap();
    }
    let mut waits = Vec::new();
    for _ in 0..12 {
        let refused = limiter.admit_at("ada@example.com", here, now).unwrap_err();
        waits.push(refused.wait.as_secs());
        now += refused.wait;
        limiter.admit_at("ada@example.com", here, now).unwrap();
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
}

#[test]
fn a_refused_try_does_not_lengthen_the_wait() {
    let (limiter, here, now) = (LoginLimiter::new(), ip("192.0.2.1"), Instant::now());
    for _ in 0..5 {
        limiter.admit_at("ada@example.com", here, now).unwrap();
    }
    let first = limiter.admit_at("ada@example.com", here, now).unwrap_err();
    for _ in 0..20 {
        assert_eq!(limiter.admit_at("ada@example.com", here, now), Err(first));
    }
}

#[test]
fn another_place_and_another_person_need_not_wait() {
    let (limiter, now) = (LoginLimiter::new(), Instant::now());
    for _ in 0..5 {
        limiter.admit_at("Ada@example.com", ip("192.0.2.1"), now).unwrap();
    }
    assert!(limiter.admit_at(" ada@EXAMPLE.com", ip("192.0.2.1"), now).is_err());
    assert!(limiter.admit_at("ada@example.com", ip("192.0.2.2"), now).is_ok());
    assert!(limiter.admit_at("bob@example.com", ip("192.0.2.1"), now).is_ok());
}

#[test]
fn whoever_tries_every_address_from_one_place_has_to_wait_too() {
    let (limiter, now) = (LoginLimiter::new(), Instant::now());
    let refused_at = (0..1000).find(|n| {
        // All of one household's network is one place.
        let from = ip(&format!("2001:db8::{n:x}"));
        limiter.admit_at(&format!("p{n}@example.com"), from, now).is_err()
    });
    assert_eq!(refused_at, Some(50));
}

#[test]
fn the_right_password_and_an_hour_of_quiet_wipe_the_slate() {
    let (limiter, here, now) = (LoginLimiter::new(), ip("192.0.2.1"), Instant::now());
    for _ in 0..20 {
        limiter.admit_at("ada@example.com", here, now).unwrap();
        limiter.succeeded("ada@example.com", here);
    }
    for _ in 0..5 {
        limiter.admit_at("bob@example.com", here, now).unwrap();
    }
    let later = now + Duration::from_secs(3601);
    for _ in 0..5 {
        limiter.admit_at("bob@example.com", here, later).unwrap();
    }
}

#[test]
fn a_refusal_is_a_sentence_with_the_wait_in_it() {
    let (limiter, here, now) = (LoginLimiter::new(), ip("192.0.2.1"), Instant::now());
    for _ in 0..5 {
        limiter.admit_at("ada@example.com", here, now).unwrap();
    }
    let refused = limiter.admit_at("ada@example.com", here, now).unwrap_err();
    assert_eq!(refused.to_string(), "Too many tries to sign in. Please wait 5 seconds and try again.");
}
