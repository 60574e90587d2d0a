//! `studio doctor`: is everything there that films need, and how to mend what is not.

mod deep;

use crate::settings::Storage;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

/// The least free space for a film to be made in, in bytes.
const ROOM: u64 = 2_000_000_000;

struct Finding {
    what: &'static str,
    /// What was found, or how to mend what was not.
    says: Result<String, String>,
    /// No film can be made without it.
    needed: bool,
}

/// What is there, and, where it is `deep`, whether it works.
async fn findings(data: &Path, deep: bool) -> Vec<Finding> {
    let mut all = vec![
        Finding { what: "ffmpeg", says: ffmpeg().await, needed: true },
        Finding { what: "espeak-ng", says: espeak(), needed: true },
        Finding { what: "voices", says: natural_voices(data), needed: false },
        Finding { what: "Postgres", says: postgres(), needed: true },
        Finding { what: "fonts", says: fonts(), needed: false },
        Finding { what: "instruments", says: instruments(), needed: false },
        Finding { what: "data folder", says: writable(data), needed: true },
        Finding { what: "disk", says: room(data), needed: false },
        Finding { what: "keys", says: keys(data), needed: false },
    ];
    if deep {
        all.extend(deep::findings(data).await);
    }
    all
}

/// The same for a file.
pub async fn told(data: &Path, deep: bool) -> Value {
    let all = findings(data, deep).await;
    let one = |Finding { what, says, needed }: Finding| {
        let (works, says) = says.map_or_else(|why| (false, why), |says| (true, says));
        json!({ "what": what, "works": works, "needed": needed, "says": says })
    };
    Value::Array(all.into_iter().map(one).collect())
}

/// Exit status 1 when something that is needed is missing.
pub async fn doctor(data: &Path, deep: bool) -> ExitCode {
    let findings = findings(data, deep).await;
    let mut missing = false;
    for Finding { what, says, needed } in findings {
        let (mark, text) = match &says {
            Ok(text) => ("ok     ", text),
            Err(text) if needed => ("MISSING", text),
            Err(text) => ("warning", text),
        };
        missing |= needed && says.is_err();
        println!("{mark}  {what:<12} {text}");
    }
    if missing { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn install(package: &str) -> String {
    if cfg!(target_os = "macos") {
        format!("brew install {package}")
    } else {
        format!("sudo apt-get install {package}")
    }
}

async fn ffmpeg() -> Result<String, String> {
    let tools = media::Tools::find().map_err(|_| format!("not found. Install it: {}", install("ffmpeg")))?;
    tools.check().await.map_err(|error| format!("{error}. Install a full build: {}", install("ffmpeg")))
}

/// The first line that a program prints.
fn ask(program: &str, args: &[&str]) -> Option<String> {
    let output = clean(program).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

fn espeak() -> Result<String, String> {
    ask("espeak-ng", &["--version"]).ok_or_else(|| format!("not found. Install it: {}", install("espeak-ng")))
}

fn instruments() -> Result<String, String> {
    let name = providers::instruments();
    if name.is_empty() {
        return Err(format!("none: music is played by oscillators. For real ones: {}", install("timgm6mb-soundfont")));
    }
    Ok(name)
}

fn natural_voices(data: &Path) -> Result<String, String> {
    let folder = Storage::from_environment(data).voices_folder();
    let pack = voices::Pack::find(&folder).map_err(|error| {
        format!("{error} Until then films are spoken by espeak-ng. They were looked for in {}", folder.display())
    })?;
    pack.verify().map_err(|error| error.to_string())?;
    Ok(format!("{}, {} voices, {}", voices::MODEL, voices::ROSTER.len(), folder.display()))
}

fn postgres() -> Result<String, String> {
    if std::env::var("DATABASE_URL").is_ok_and(|url| !url.trim().is_empty()) {
        return Ok("DATABASE_URL is set; that database is used".to_owned());
    }
    let found = store::embedded::Binaries::find()
        .ok_or_else(|| format!("not found. Install it: {}; or set DATABASE_URL", install("postgresql")))?;
    let program = found.program("postgres");
    let version = ask(&program.to_string_lossy(), &["--version"]).unwrap_or_default();
    Ok(format!("{version}, {}", program.display()))
}

fn fonts() -> Result<String, String> {
    let listed = clean("fc-list").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let count = listed.map(|output| String::from_utf8_lossy(&output.stdout).lines().count()).unwrap_or(0);
    if count > 0 {
        Ok(format!("{count} found"))
    } else {
        Err(format!("none found: burned-in captions would be empty. Install some: {}", install("fonts-dejavu-core")))
    }
}

fn writable(data: &Path) -> Result<String, String> {
    let try_it = || -> std::io::Result<PathBuf> {
        std::fs::create_dir_all(data)?;
        let probe = data.join(".doctor");
        std::fs::write(&probe, b"studio")?;
        std::fs::remove_file(&probe)?;
        data.canonicalize()
    };
    try_it().map(|path| path.display().to_string()).map_err(|error| {
        format!("{} cannot be written ({error}). Choose another with --data or STUDIO_DATA", data.display())
    })
}

fn room(data: &Path) -> Result<String, String> {
    let place = data.canonicalize().unwrap_or_else(|_| PathBuf::from("."));
    let output = clean("df").arg("-Pk").arg(&place).stdin(Stdio::null()).output().map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let free =
        text.lines().nth(1).and_then(|line| line.split_whitespace().nth(3)).and_then(|kb| kb.parse::<u64>().ok());
    let Some(free) = free.map(|kb| kb * 1024) else { return Err("the free space could not be read".to_owned()) };
    let gigabytes = free as f64 / 1e9;
    if free >= ROOM {
        Ok(format!("{gigabytes:.1} GB free"))
    } else {
        Err(format!(
            "only {gigabytes:.1} GB free; a film of an hour takes about 2 GB. Make room, or move the data folder"
        ))
    }
}

fn keys(data: &Path) -> Result<String, String> {
    let tools = media::Tools::find().map_err(|error| error.to_string())?;
    let registry =
        crate::house::registry(&Storage::from_environment(data), tools).map_err(|error| error.to_string())?;
    let with_key: Vec<&str> = registry
        .catalogue()
        .providers()
        .map(|(name, _)| name)
        .filter(|name| registry.credentials().account(name).has_key())
        .collect();
    Ok(match with_key.as_slice() {
        [] => "none set: films are drawn and spoken here, at no cost".to_owned(),
        names => format!("set for {}", names.join(", ")),
    })
}

fn clean(program: &str) -> Command {
    let mut command = Command::new(program);
    children::clean(&mut command);
    command
}
