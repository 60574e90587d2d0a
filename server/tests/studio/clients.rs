//! Who asks, from where, and by which name.

use crate::served::Served;
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// Sends a log-in with this password as a proxy would that was asked from `from`; gives the place that the answer leads to.
async fn log_in(studio: &Served, from: &str, email: &str, password: &str) -> String {
    let form = format!("email={email}%40example.com&password={password}").replace(' ', "+");
    let request = studio.client.post(format!("{}/auth/login", studio.address)).header("x-forwarded-for", from);
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 303);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// Fifty wrong passwords for as many addresses, all from one place. The last of them makes that place wait.
async fn guess(studio: &Served, from: &str) {
    for n in 0..50 {
        let place = log_in(studio, from, &format!("guess{n}"), "a wrong password").await;
        assert!(place.contains("error=wrong"), "{n}: {place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_fifty_wrong_passwords_make_wait_who_sent_them_and_nobody_else() {
    let folder = testkit::folder();
    let proxies = [("STUDIO_TRUSTED_PROXIES", "127.0.0.1, ::1".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &proxies);
    studio.register().await;
    guess(&studio, "198.51.100.1").await;
    assert!(log_in(&studio, "198.51.100.1", "ada", "a long enough password").await.contains("error=wait"));
    // What the client itself wrote before the proxy did is not believed.
    assert!(log_in(&studio, "203.0.113.9, 198.51.100.1", "ada", "a long enough password").await.contains("error=wait"));
    assert_eq!(log_in(&studio, "203.0.113.9", "ada", "a long enough password").await, "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_setting_the_header_changes_nothing() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    for n in 0..50 {
        let from = format!("198.51.100.{n}");
        assert!(log_in(&studio, &from, &format!("guess{n}"), "a wrong password").await.contains("error=wrong"));
    }
    assert!(log_in(&studio, "203.0.113.9", "ada", "a long enough password").await.contains("error=wait"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_accounts_by_the_dozen_also_where_each_succeeds() {
    let folder = testkit::folder();
    let few = [("STUDIO_MOST_REGISTRATIONS", "3".to_owned())];
    let studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &few);
    let mut places = Vec::new();
    for n in 0..4 {
        let form = format!("email=p{n}%40example.com&name=P&password=a+long+enough+password");
        let request = studio.client.post(format!("{}/auth/register", studio.address));
        let answer =
            request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await.unwrap();
        places.push(answer.headers()["location"].to_str().unwrap().to_owned());
    }
    assert_eq!(places[..3], ["/", "/", "/"]);
    assert!(places[3].contains("error=wait"), "{places:?}");
}

/// The status of the answer to what is sent as it is.
fn status(address: &str, request: &str) -> u16 {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    String::from_utf8_lossy(&head[9..]).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_strangers_name_nothing_is_reached_and_by_our_own_everything() {
    let folder = testkit::folder();
    let environment =
        [("STUDIO_URL", "http://films.example:8080".to_owned()), ("STUDIO_HOSTS", "box, studio.lan".to_owned())];
    let studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &environment);
    // With STUDIO_URL that is what the studio says it is at: where it listens is in its log.
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let serving = log.lines().find(|line| line.contains("serving")).unwrap();
    let at = serving.split("127.0.0.1:").nth(1).unwrap();
    let port: String = at.chars().take_while(char::is_ascii_digit).collect();
    let address = format!("127.0.0.1:{port}");
    let ask = |method: &str, path: &str, hosts: &[&str]| {
        let lines: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
        status(&address, &format!("{method} {path} HTTP/1.1\r\n{lines}Content-Length: 0\r\nConnection: close\r\n\r\n"))
    };
    for own in [
        "localhost",
        "localhost:3000",
        "127.0.0.1",
        "[::1]:80",
        "192.0.2.7",
        "films.example:8080",
        "BOX",
        "studio.lan:1",
    ] {
        assert_eq!(ask("GET", "/login", &[own]), 200, "{own}");
    }
    for stranger in ["evil.example", "evil.example:8080", "films.example.evil.example", "", "localhost@evil.example"] {
        for (method, path) in
            [("GET", "/login"), ("GET", "/icon.svg"), ("POST", "/auth/register"), ("GET", "/api/v1/me")]
        {
            let told = ask(method, path, &[stranger]);
            assert!(
                told == 421 || (told == 400 && stranger != "evil.example"),
                "{method} {path} at {stranger}: {told}"
            );
        }
        for health in ["/livez", "/readyz"] {
            let told = ask("GET", health, &[stranger]);
            assert!(told == 200 || (told == 400 && stranger != "evil.example"), "{health} at {stranger}: {told}");
        }
    }
    let two = ask("GET", "/login", &["localhost", "evil.example"]);
    assert!(two == 421 || two == 400, "{two}");
    assert_eq!(
        status(&address, "GET http://evil.example/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        421
    );
    drop(studio);
}
