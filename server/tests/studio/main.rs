//! The `studio` binary, as scripts outside the project use it.
// The helpers between the tests may fail loudly, too.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod callbacks;
mod canary;
mod catalogue;
mod crashes;
mod killed;
mod lips;
mod money;
mod pages;
mod paid;
mod pictures;
mod served;

use std::{
    path::Path,
    process::{Command, Stdio},
};
use testkit::stand_in::kling::Kling;

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
        .stderr(Stdio::null());
    command
}
