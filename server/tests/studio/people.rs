//! Who may come in, over HTTP: the first account, invitations, disabling, reset links, log-ins, deletion.

use crate::served::Served;
use serde_json::{Value, json};
use std::time::Duration;

const FORM: &str = "application/x-www-form-urlencoded";
const PASSWORD: &str = "a long enough password";

/// A studio that others can reach, which asks its first person for this token.
fn started(folder: &std::path::Path, registration: &str) -> Served {
    let environment =
        [("STUDIO_SETUP_TOKEN", "the token of set-up".to_owned()), ("STUDIO_REGISTRATION", registration.to_owned())];
    Served::start_at(folder, "http://127.0.0.1:9", "127.0.0.1:0", &environment)
}

/// Posts a form; gives the status, and where the answer leads.
async fn post(
    studio: &Served,
    path: &str,
    host: Option<&str>,
    fields: &[(&str, &str)],
) -> (u16, String, Option<String>) {
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+").replace('@', "%40"))).collect();
    let mut request = studio.client.post(format!("{}{path}", studio.address)).header("content-type", FORM);
    if let Some(host) = host {
        request = request.header("host", host).header("x-forwarded-for", "192.0.2.1");
    }
    let answer = request.body(body.join("&")).send().await.unwrap();
    let text = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let cookie = text("set-cookie").map(|cookie| cookie.split(';').next().unwrap().to_owned());
    (answer.status().as_u16(), text("location").unwrap_or_default(), cookie)
}

async fn log_in(studio: &Served, email: &str, password: &str) -> (String, Option<String>) {
    let (_, place, cookie) = post(studio, "/auth/login", None, &[("email", email), ("password", password)]).await;
    (place, cookie)
}

async fn enter(studio: &Served, email: &str, more: &[(&str, &str)]) -> (String, Option<String>) {
    let fields: Vec<_> =
        [("email", email), ("name", "N"), ("password", PASSWORD)].iter().chain(more).copied().collect();
    let (_, place, cookie) = post(studio, "/auth/register", None, &fields).await;
    (place, cookie)
}

fn token(link: &Value) -> String {
    link["link"].as_str().unwrap().split('=').nth(1).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_account_takes_the_token_unless_it_is_made_on_this_machine_and_strangers_need_an_invitation() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "");
    let first = [("email", "ada@example.com"), ("name", "Ada"), ("password", PASSWORD)];
    let (_, place, cookie) = post(&studio, "/auth/register", Some("127.0.0.1"), &first).await;
    assert!(place.contains("error=token") && cookie.is_none(), "a proxy passed it on: {place}");
    let with = [first.as_slice(), &[("token", "the token of set-up")]].concat();
    let (status, place, cookie) = post(&studio, "/auth/register", Some("127.0.0.1"), &with).await;
    assert_eq!((status, place.as_str()), (303, "/"));
    let ada = cookie.unwrap();

    let (place, cookie) = enter(&studio, "eve@example.com", &[]).await;
    assert!(place.contains("error=by_invitation") && cookie.is_none(), "{place}");
    let page = studio.client.get(format!("{}/register", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("without an invitation") && !page.contains("action=\"/auth/register\""));
    let page = studio.client.get(format!("{}/login", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("/register"), "nothing is offered that cannot be had");

    studio.cookie.clone_from(&ada);
    let (status, refused) = studio.json("POST", "/api/v1/invitations", json!({ "cents": 250 })).await;
    assert_eq!(status, 422, "credit asks for the administrator's password: {refused}");
    let new = json!({ "email": "Ben@Example.com", "cents": 250, "password": PASSWORD });
    let (status, link) = studio.json("POST", "/api/v1/invitations", new).await;
    assert_eq!(status, 201, "{link}");
    let token = token(&link);
    let (place, _) = enter(&studio, "eve@example.com", &[("invitation", &token)]).await;
    assert!(place.contains("error=invited_other"), "{place}");
    let (place, cookie) = enter(&studio, "ben@example.com", &[("invitation", &token)]).await;
    assert_eq!(place, "/");
    studio.cookie = cookie.unwrap();
    assert_eq!(studio.get("/api/v1/me/money").await["granted_cents"], json!(250));
    assert_eq!(studio.get("/api/v1/me").await["admin"], json!(false));
    assert_eq!(studio.json("POST", "/api/v1/invitations", json!({})).await.0, 403, "he is no administrator");
    let (place, _) = enter(&studio, "fay@example.com", &[("invitation", &token)]).await;
    assert!(place.contains("error=invitation"), "it works once: {place}");

    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("invitation made") && !log.contains(&token), "links are not in the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_person_is_out_at_once_and_the_only_administrator_stays() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "open");
    let ada = enter(&studio, "ada@example.com", &[]).await.1.unwrap();
    let ben = enter(&studio, "ben@example.com", &[]).await.1.unwrap();
    studio.cookie.clone_from(&ben);
    let id = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    assert_eq!(studio.ask("GET", "/api/v1/people", "", String::new()).await.0, 403);

    studio.cookie.clone_from(&ada);
    let own = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    for right in [json!({ "admin": true }), json!({ "admin": true, "password": "not the right one" })] {
        let (status, refused) = studio.json("PATCH", &format!("/api/v1/people/{id}"), right).await;
        assert_eq!(status, 422, "rights ask for the administrator's password: {refused}");
    }
    for change in [json!({ "disabled": true }), json!({ "admin": false, "password": PASSWORD })] {
        assert_eq!(studio.json("PATCH", &format!("/api/v1/people/{own}"), change).await.0, 409);
    }
    assert_eq!(studio.json("PATCH", &format!("/api/v1/people/{id}"), json!({ "disabled": true })).await.0, 204);
    studio.cookie.clone_from(&ben);
    assert_eq!(studio.ask("GET", "/api/v1/me", "", String::new()).await.0, 401);
    assert!(log_in(&studio, "ben@example.com", PASSWORD).await.0.contains("error=disabled"));
    assert!(log_in(&studio, "ben@example.com", "another password").await.0.contains("error=wrong"));
    studio.cookie.clone_from(&ada);
    assert_eq!(studio.json("PATCH", &format!("/api/v1/people/{id}"), json!({ "disabled": false })).await.0, 204);

    let ben = log_in(&studio, "ben@example.com", PASSWORD).await.1.unwrap();
    let reset = format!("/api/v1/people/{id}/reset-link");
    assert_eq!(studio.json("POST", &reset, json!({})).await.0, 422);
    let (status, link) = studio.json("POST", &reset, json!({ "password": PASSWORD })).await;
    assert_eq!(status, 201);
    let token = token(&link);
    let (_, place, _) = post(&studio, "/auth/reset", None, &[("token", &token), ("password", "password12")]).await;
    assert!(place.contains("error=common"), "{place}");
    let new = "quite another sentence";
    for expected in ["/login?done=reset", "/reset?error=link"] {
        let (_, place, _) = post(&studio, "/auth/reset", None, &[("token", &token), ("password", new)]).await;
        assert!(place.starts_with(expected), "{place}");
    }
    studio.cookie = ben;
    assert_eq!(studio.ask("GET", "/api/v1/me", "", String::new()).await.0, 401, "all sessions ended");
    assert!(log_in(&studio, "ben@example.com", new).await.1.is_some());

    studio.cookie.clone_from(&ada);
    let gone = format!("/api/v1/people/{id}");
    assert_eq!(studio.json("DELETE", &gone, json!({ "password": "not hers at all" })).await.0, 422);
    assert_eq!(studio.json("DELETE", &gone, json!({ "password": PASSWORD })).await.0, 204);
    assert!(log_in(&studio, "ben@example.com", new).await.0.contains("error=wrong"));
    let people = studio.get("/api/v1/people").await;
    assert_eq!(people["count"], json!(1), "{people}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_and_ends_log_ins_changes_the_password_and_deletes_the_account_with_its_films() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "open");
    enter(&studio, "ada@example.com", &[]).await.1.unwrap();
    let ben = enter(&studio, "ben@example.com", &[]).await.1.unwrap();
    let other = log_in(&studio, "ben@example.com", PASSWORD).await.1.unwrap();
    let third = log_in(&studio, "ben@example.com", PASSWORD).await.1.unwrap();
    studio.cookie.clone_from(&ben);
    let account = studio.get("/api/v1/me/account").await;
    let sessions = account["sessions"].as_array().unwrap().clone();
    assert_eq!(sessions.len(), 3, "{account}");
    assert!(sessions.iter().all(|session| session["address"] == json!("127.0.0.1")));
    assert_eq!(sessions.iter().filter(|session| session["current"] == json!(true)).count(), 1);

    let wrong = json!({ "present": "not his at all", "new": "quite another sentence" });
    assert_eq!(studio.json("POST", "/api/v1/me/password", wrong).await.0, 422);
    let right = json!({ "present": PASSWORD, "new": "quite another sentence" });
    assert_eq!(studio.json("POST", "/api/v1/me/password", right).await.0, 204);
    for ended in [&other, &third] {
        studio.cookie.clone_from(ended);
        assert_eq!(studio.ask("GET", "/api/v1/me", "", String::new()).await.0, 401);
    }
    studio.cookie.clone_from(&ben);
    let new = json!({ "title": "T", "script": "INT. ROOM - DAY\n\nA man sits.\n" });
    let film = studio.json("POST", "/api/v1/projects", new).await.1["id"].as_str().unwrap().to_owned();
    let goodbye = |confirmation: &str| json!({ "password": "quite another sentence", "confirmation": confirmation });
    assert_eq!(studio.json("DELETE", "/api/v1/me", goodbye("yes")).await.0, 422);
    assert_eq!(studio.get("/api/v1/projects").await[0]["id"], json!(film));
    assert_eq!(studio.json("DELETE", "/api/v1/me", goodbye("ben@example.com")).await.0, 204);
    assert_eq!(studio.ask("GET", "/api/v1/me", "", String::new()).await.0, 401);
    // A picture that is being drawn is finished first, and goes with the others.
    while folder.path().join("data/media/projects").join(&film).exists() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_people_and_of_ones_own_account_work_without_javascript() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "");
    studio.cookie = enter(&studio, "ada@example.com", &[("registration", "invite")]).await.1.unwrap();
    let page = async |studio: &Served, path: &str, cookies: &str| {
        let request = studio.client.get(format!("{}{path}", studio.address)).header("cookie", cookies);
        request.header("accept", "text/html").send().await.unwrap().text().await.unwrap()
    };
    let people = page(&studio, "/people", &studio.cookie).await;
    assert!(people.contains("ada@example.com") && people.contains("action=\"/api/people/invite\""), "{people}");
    let account = page(&studio, "/account", &studio.cookie).await;
    assert!(account.contains("This one") && account.contains("action=\"/api/account/password\""), "{account}");

    let request = studio.client.post(format!("{}/api/people/invite", studio.address)).header("cookie", &studio.cookie);
    let request = request.header("accept", "text/html").header("content-type", FORM).body("email=&dollars=&days=");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
    let left = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned());
    let left = left.into_iter().find(|cookie| cookie.starts_with("link=")).unwrap();
    let cookies = format!("{}; {}", studio.cookie, left.split(';').next().unwrap());
    let people = page(&studio, "/people", &cookies).await;
    assert!(people.contains("/register?invitation="), "the link is shown once");
    studio.ask("POST", "/api/people/registration", FORM, "registration=open".to_owned()).await;
    assert_eq!(studio.get("/api/v1/people").await["registration"], json!("open"));
}

/// What the log keeps of who came in and who changed the rights of others.
fn audit(folder: &std::path::Path) -> Vec<Value> {
    let log = std::fs::read_to_string(folder.join("log")).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["target"] == "audit").map(|mut line| line["fields"].take()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_registration_is_closed_nobody_makes_an_account_by_the_form_nor_with_an_invitation() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "closed");
    studio.cookie = enter(&studio, "ada@example.com", &[]).await.1.unwrap();
    let people = studio.get("/api/v1/people").await;
    assert_eq!((&people["registration"], &people["overruled"]), (&json!("closed"), &json!(true)));
    let (place, cookie) = enter(&studio, "eve@example.com", &[]).await;
    assert!(place.contains("error=closed") && cookie.is_none(), "{place}");
    let (status, said) = studio.json("POST", "/api/v1/invitations", json!({ "email": "eve@example.com" })).await;
    assert_eq!(status, 409, "{said}");
    let page = studio.client.get(format!("{}/register", studio.address)).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("action=\"/auth/register\""), "nothing is offered that cannot be had");
    assert_eq!(studio.get("/api/v1/people").await["count"], json!(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_from_before_registration_was_closed_lets_nobody_in_until_it_is_opened_again() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "");
    studio.cookie = enter(&studio, "ada@example.com", &[]).await.1.unwrap();
    let (_, link) = studio.json("POST", "/api/v1/invitations", json!({ "email": "ben@example.com" })).await;
    let token = token(&link);
    for (registration, expected) in [("closed", "error=closed"), ("invite", "/")] {
        let form = format!("registration={registration}");
        studio.ask("POST", "/api/people/registration", FORM, form).await;
        let (place, _) = enter(&studio, "ben@example.com", &[("invitation", &token)]).await;
        assert!(place.contains(expected), "{registration}: {place}");
    }
    assert_eq!(studio.get("/api/v1/people").await["count"], json!(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_who_came_in_who_was_kept_out_and_who_changed_whose_rights_and_holds_no_secret() {
    let folder = testkit::folder();
    let mut studio = started(folder.path(), "open");
    let ada = enter(&studio, "ada@example.com", &[]).await.1.unwrap();
    let ben = enter(&studio, "ben@example.com", &[]).await.1.unwrap();
    studio.cookie = ben;
    let ben = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    studio.cookie = ada;
    let ada = studio.get("/api/v1/me").await["id"].as_str().unwrap().to_owned();
    let nobody = log_in(&studio, "eve@example.com", "not a password of anybody").await.0;
    let wrong = log_in(&studio, "ben@example.com", "not a password of anybody").await.0;
    assert_eq!(nobody.replace("eve", "ben"), wrong, "a log-in does not tell who has an account");
    assert!(log_in(&studio, "ben@example.com", PASSWORD).await.1.is_some());
    let credit = format!("/api/v1/users/{ben}/credits");
    let grant = |password: &str| json!({ "cents": 1250, "reason": "a film", "password": password });
    assert_eq!(studio.json("POST", &credit, grant("not hers at all")).await.0, 422);
    assert_eq!(studio.json("POST", &credit, grant(PASSWORD)).await.0, 204);
    let person = format!("/api/v1/people/{ben}");
    assert_eq!(studio.json("PATCH", &person, json!({ "disabled": true })).await.0, 204);
    assert_eq!(studio.json("PATCH", &person, json!({ "disabled": false })).await.0, 204);
    assert!(log_in(&studio, "ben@example.com", PASSWORD).await.1.is_some());

    let told = |event: &str, fields: Value| {
        let mut line = fields;
        line["event"] = json!(event);
        line["message"] = json!(event);
        line["address"] = json!("127.0.0.1");
        line
    };
    let by_ada = |more: Value| {
        let mut fields = json!({ "by": ada, "by_email": "ada@example.com", "whom": ben });
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        fields
    };
    let himself = json!({ "by": ben, "by_email": "ben@example.com" });
    let lines = audit(folder.path());
    let expected = [
        told("registered", json!({ "by": ada, "by_email": "ada@example.com" })),
        told("registered", himself.clone()),
        told("log-in", json!({ "whom": "nobody here", "why": "wrong" })),
        told("log-in", json!({ "whom": ben, "why": "wrong" })),
        told("logged in", himself.clone()),
        told("password asked again", json!({ "whom": ada, "why": "wrong password" })),
        told("credit granted", by_ada(json!({ "decision": "1250 cents" }))),
        told("account disabled", by_ada(json!({}))),
        told("account enabled", by_ada(json!({}))),
        told("logged in", himself),
    ];
    for (line, expected) in lines.iter().zip(&expected) {
        assert_eq!(line, expected);
    }
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_forgot_a_password_gets_a_link_by_mail_and_nobody_learns_who_has_an_account() {
    let folder = testkit::folder();
    let mail = provider_simulators::smtp::Smtp::start().await.unwrap();
    let environment = [
        ("STUDIO_URL", "http://studio.example".to_owned()),
        ("STUDIO_SMTP_URL", mail.url()),
        ("STUDIO_MAIL_FROM", "Director Studio <studio@films.example>".to_owned()),
        ("STUDIO_SETUP_TOKEN", "set-up".to_owned()),
    ];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &environment);
    studio.address = std::fs::read_to_string(folder.path().join("log"))
        .unwrap()
        .lines()
        .find_map(|line| Some(line.split("\"addr\":\"").nth(1)?.split('"').next()?.to_owned()))
        .map(|address| format!("http://{address}"))
        .unwrap();
    let (place, _) = enter(&studio, "zoe@example.com", &[("token", "set-up")]).await;
    assert_eq!(place, "/");
    let forgot = async |email: &str| post(&studio, "/auth/forgot", None, &[("email", email)]).await.1;
    // A stranger's address first: the answers are the same.
    let (nobody, somebody) = (forgot("nobody@example.com").await, forgot("ZOE@example.com").await);
    assert_eq!((nobody.as_str(), somebody.as_str()), ("/login?done=forgot", "/login?done=forgot"));
    mail.until(1).await;
    let mails = mail.mails();
    assert_eq!(
        (mails.len(), mails[0].to.as_str(), mails[0].from.as_str()),
        (1, "zoe@example.com", "studio@films.example")
    );
    let text = mails[0].plain();
    let link = text.lines().find(|line| line.starts_with("http://studio.example/reset?token=")).unwrap().trim();
    let token = link.split("token=").nth(1).unwrap();
    let new = [("token", token), ("password", "quite another sentence")];
    assert_eq!(post(&studio, "/auth/reset", None, &new).await.1, "/login?done=reset");
    assert_eq!(log_in(&studio, "zoe@example.com", "quite another sentence").await.0, "/");
    assert!(post(&studio, "/auth/reset", None, &new).await.1.contains("error=link"), "it works once");
    // A letter box is not filled.
    let mut last = String::new();
    for _ in 0..8 {
        last = forgot("zoe@example.com").await;
    }
    assert_eq!(last, "/login?error=wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_takes_everything_along_but_secrets() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let new = json!({ "title": "The Pier: 1", "script": "INT. ROOM - DAY\n\nRain.\n", "settings": {} });
    assert_eq!(studio.json("POST", "/api/v1/projects", new).await.0, 201);
    let place =
        json!({ "kind": "webdav", "address": "http://127.0.0.1:9/", "account": "zoe", "secret": "an-app-password" });
    assert_eq!(studio.json("POST", "/api/v1/destinations", place).await.0, 201);
    let answer =
        studio.client.get(format!("{}/account/everything.zip", studio.address)).header("cookie", &studio.cookie);
    let bytes = answer.send().await.unwrap().bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.len() == 2 && names.iter().any(|name| name.starts_with("films/The Pier 1 ")), "{names:?}");
    let about = std::io::read_to_string(zip.by_name("account.json").unwrap()).unwrap();
    assert!(about.contains("ada@example.com") && about.contains("127.0.0.1:9") && !about.contains("an-app-password"));
    let film = names.iter().find(|name| name.starts_with("films/")).unwrap();
    let mut inner = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name(film).unwrap(), &mut inner).unwrap();
    let inner = zip::ZipArchive::new(std::io::Cursor::new(inner)).unwrap();
    assert!(inner.file_names().any(|name| name.unwrap() == "project.json"), "another studio can open it");
}
