//! A running studio, and a person at it.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running `studio serve`; killed when the test fails.
pub struct Served {
    pub child: Child,
    pub address: String,
    pub client: reqwest::Client,
    pub cookie: String,
    /// All that was answered.
    pub told: Vec<(String, Vec<u8>)>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    pub fn start(folder: &Path, kling: &str) -> Self {
        Self::start_at(folder, kling, "127.0.0.1:0", &[])
    }

    /// At this address, with these variables.
    pub fn start_at(folder: &Path, kling: &str, addr: &str, environment: &[(&str, String)]) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_studio")), folder, kling, addr, environment)
    }

    /// By this command, which the arguments are added to.
    pub fn start_by(
        mut command: Command,
        folder: &Path,
        kling: &str,
        addr: &str,
        environment: &[(&str, String)],
    ) -> Self {
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let mut child = command
            .args(["serve", "--addr", addr, "--data", "data"])
            .current_dir(folder)
            .env_remove("DATABASE_URL")
            .env_remove("STUDIO_SECRET_KEY")
            .env_remove("KLING_API_KEY")
            .env_remove("KLING_WEBHOOK_SECRET")
            .env_remove("STUDIO_URL")
            .env_remove("STUDIO_SETUP_TOKEN")
            // Most tests are about several people; those about the way in say what they want.
            .env("STUDIO_REGISTRATION", "open")
            // Nothing is made that the test did not ask for.
            .env("STUDIO_SAMPLE", "off")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env("KLING_BASE_URL", kling)
            // As much as there is, of every part.
            .env("STUDIO_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        let said = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(address.starts_with("http"), "{line} {}", said());
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { child, address, client, cookie: String::new(), told: Vec::new() }
    }

    pub async fn ask(&mut self, method: &str, path: &str, kind: &str, body: String) -> (u16, serde_json::Value) {
        let request = self.client.request(method.parse().unwrap(), format!("{}{path}", self.address));
        let request = request.header("cookie", &self.cookie).header("content-type", kind).body(body);
        let response = request.send().await.unwrap();
        if let Some(cookie) = response.headers().get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let status = response.status().as_u16();
        let bytes = response.bytes().await.unwrap().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        self.told.push((format!("{method} {path}"), bytes));
        (status, json)
    }

    /// The first person, who administers the studio.
    pub async fn register(&mut self) {
        let form = "email=ada%40example.com&name=Ada&password=a+long+enough+password".to_owned();
        let (status, _) = self.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form).await;
        assert_eq!(status, 303);
    }

    pub async fn json(&mut self, method: &str, path: &str, body: serde_json::Value) -> (u16, serde_json::Value) {
        self.ask(method, path, "application/json", body.to_string()).await
    }

    pub async fn get(&mut self, path: &str) -> serde_json::Value {
        let (status, json) = self.ask("GET", path, "", String::new()).await;
        assert_eq!(status, 200, "{path}");
        json
    }

    /// Looks at the project, whenever there is news of it, until nothing is filmed any more.
    pub async fn until_ended(&mut self, id: &str) {
        let url = format!("{}/api/v1/projects/{id}/events", self.address);
        let mut stream = self.client.get(url).header("cookie", &self.cookie).send().await.unwrap();
        while self.get(&format!("/api/v1/projects/{id}")).await["card"]["state"] == "filming" {
            assert!(stream.chunk().await.unwrap().is_some(), "the stream ended");
        }
    }

    /// Reads the project's events until its film has ended.
    pub async fn until_done(&mut self, id: &str) {
        let url = format!("{}/api/v1/projects/{id}/events", self.address);
        let mut stream = self.client.get(url).header("cookie", &self.cookie).send().await.unwrap();
        let mut heard = Vec::new();
        while let Some(chunk) = stream.chunk().await.unwrap() {
            heard.extend_from_slice(&chunk);
            let text = String::from_utf8_lossy(&heard);
            if text.contains("\"done\"") && text.contains("\"film\"") {
                break;
            }
        }
        self.told.push(("events".to_owned(), heard));
    }
}
