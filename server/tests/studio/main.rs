//! The `studio` binary, as scripts outside the project use it.
// The helpers between the tests may fail loudly, too.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod administration;
mod archives;
mod asks;
mod assistants;
mod backed_up;
mod before;
mod busy;
mod callbacks;
mod canary;
mod careless;
mod catalogue;
mod client;
mod clients;
mod connections;
mod crashes;
mod crashing;
mod deployed;
mod described;
mod edge;
mod exported;
mod follows;
mod fuzz;
mod jobs;
mod killed;
mod lips;
mod machine;
mod markup;
mod moderated;
mod money;
mod named;
mod offers;
mod pages;
mod paid;
mod people;
mod pictures;
mod private;
mod queued;
mod recordings;
mod rolling;
mod room;
mod runs;
mod scale;
mod script_change;
mod scripts;
mod seed;
mod served;
mod shared;
mod story;
mod storyboard;
mod tokens;
mod unread;
mod webhooks;

use provider_simulators::kling::Kling;
use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// `studio film script.txt` in the folder, filmed by the stand-in for Kling: the film is `<data>.mp4` there. It says nothing.
fn bought_film(folder: &Path, data: &str, kling: &Kling) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_studio"));
    command
        .current_dir(folder)
        .args(["film", "script.txt", "-o", &format!("{data}.mp4"), "--data", data, "--video", "kling", "--json"])
        .env_remove("DATABASE_URL")
        .env("KLING_BASE_URL", &kling.base_url)
        .env("KLING_API_KEY", "a-key-that-no-log-holds")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::options().create(true).append(true).open(folder.join(format!("{data}.log"))).unwrap());
    command
}

/// A bought film that nothing disturbs, made beside what a test does to another one. Killed when the test fails.
struct Calm {
    child: Child,
    film: PathBuf,
    _kling: Kling,
}

impl Calm {
    /// Begins the film `calm.mp4` in the folder, by the command that the test films with.
    fn begin(folder: &Path, kling: Kling, command: impl FnOnce(&Path, &str, &Kling) -> Command) -> Self {
        let child = command(folder, "calm", &kling).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        Self { child, film: folder.join("calm.mp4"), _kling: kling }
    }

    /// Waits for its end: what was said, and the film.
    fn end(&mut self) -> (serde_json::Value, Vec<u8>) {
        let mut said = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(self.child.wait().unwrap().success());
        (serde_json::from_str(said.lines().last().unwrap()).unwrap(), std::fs::read(&self.film).unwrap())
    }
}

impl Drop for Calm {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
