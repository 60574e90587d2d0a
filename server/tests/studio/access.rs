//! Who may ask what: every address of the studio, asked by nobody, by a stranger, by an administrator and by the owner.

use crate::asks::{self, ASKS, Ask, ENDS, SECRET, Who, World};
use std::time::Duration;

/// How an answer reads: its status, and whether it tells what is the owner's.
struct Answer {
    status: u16,
    tells: bool,
    place: String,
}

impl Answer {
    fn is_done(&self) -> bool {
        self.status < 400 && !self.is_sent_to_log_in()
    }

    fn is_sent_to_log_in(&self) -> bool {
        (300..400).contains(&self.status) && self.place.starts_with("/login")
    }
}

async fn answer(world: &World, ask: &Ask, cookie: &str, token: &str) -> Answer {
    let (kind, body) = world.body(ask.body);
    let url = format!("{}{}", world.studio.address, world.fill(ask.path));
    let mut request = world.studio.client.request(ask.method.parse().unwrap(), url).header("cookie", cookie);
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    let mut answer = request.body(body).send().await.unwrap();
    let status = answer.status().as_u16();
    let place = answer.headers().get("location").map_or("", |place| place.to_str().unwrap()).to_owned();
    let mut text = Vec::new();
    // A stream of events goes on; what is told at once is enough.
    while let Ok(Ok(Some(part))) = tokio::time::timeout(Duration::from_secs(5), answer.chunk()).await {
        text.extend_from_slice(&part);
        if ask.path.ends_with("/events") {
            break;
        }
    }
    let tells = String::from_utf8_lossy(&text).to_lowercase().contains(SECRET);
    Answer { status, tells, place }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_does_what_is_asked_for_those_who_may_and_for_nobody_else() {
    let folder = testkit::folder();
    let world = World::begin(folder.path(), &[]).await;
    let (found, known) = (asks::addresses(&world).await, asks::asked());
    let unasked: Vec<_> = found.difference(&known).collect();
    assert!(unasked.is_empty(), "say in asks.rs who may ask for these: {unasked:?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "nothing answers these, which asks.rs names: {gone:?}");

    let mut wrong = Vec::new();
    for ask in ASKS.iter().chain(ENDS) {
        let people = [
            ("nobody", "", ""),
            ("a stranger", &world.stranger, ""),
            ("an administrator", &world.admin, ""),
            ("a program of a stranger's", "", &world.stranger_token),
            ("a program of the owner's", "", &world.owner_token),
            ("the owner", &world.owner, ""),
        ];
        for (name, cookie, token) in people {
            let of_token = matches!(ask.who, Who::Token | Who::TokenOwner);
            let answer = answer(&world, ask, cookie, token).await;
            let may = match ask.who {
                Who::Everybody => true,
                Who::Person => !cookie.is_empty(),
                Who::Token => !token.is_empty(),
                Who::Either => name != "nobody",
                Who::EitherOwner => ["the owner", "a program of the owner's"].contains(&name),
                Who::TokenOwner => name == "a program of the owner's",
                Who::Owner => name == "the owner",
                Who::Administrator => name == "an administrator",
            };
            let right = match ask.who {
                // Whatever it says, it says it to everybody; none of it is our fault.
                Who::Everybody => answer.status < 500,
                _ if may => answer.is_done() || answer.status == ask.status,
                // Whoever is not signed in is told so, or sent to the log-in page.
                Who::EitherOwner if name != "nobody" => answer.status == 404,
                _ if cookie.is_empty() && !of_token => answer.status == 401 || answer.is_sent_to_log_in(),
                _ if token.is_empty() && of_token => answer.status == 401,
                // There is no such film, for anybody else.
                Who::Owner | Who::TokenOwner | Who::EitherOwner => answer.status == 404,
                _ => answer.status == 403,
            };
            let leaks = answer.tells && !["the owner", "a program of the owner's"].contains(&name);
            if !right || leaks {
                let Answer { status, place, .. } = answer;
                wrong.push(format!("{} {} by {name}: {status} {place} leaks: {leaks}", ask.method, ask.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
