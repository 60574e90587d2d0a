//! One throw-away cluster for all test processes of a run.

use rustix::process::{Pid, geteuid, test_kill_process};
use std::{
    fs::{DirBuilder, File},
    io::Write as _,
    os::unix::{
        fs::{DirBuilderExt as _, MetadataExt as _},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use store::{Store, embedded::Embedded};
use tokio::sync::OnceCell;

static URL: OnceCell<String> = OnceCell::const_new();

/// Where the cluster's own database `postgres` is.
pub(crate) async fn url() -> &'static str {
    URL.get_or_init(join).await
}

/// Uses the cluster that runs, or starts one.
async fn join() -> String {
    let base = std::env::temp_dir().join(format!("studio-testkit-{}", geteuid().as_raw()));
    make(&base);
    let lock = File::options().create(true).truncate(false).write(true).open(base.join("lock")).unwrap();
    let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock)).await.unwrap().unwrap();
    let current = base.join("current");
    let url = match enter(&current).await {
        Some(url) => url,
        None => start(&base, &current).await,
    };
    watch_all(&base);
    drop(lock);
    url
}

/// Our name in the book of the current cluster, if it is a good one.
async fn enter(current: &Path) -> Option<String> {
    let cluster = PathBuf::from(std::fs::read_to_string(current).ok()?);
    let name = cluster.join("users").join(std::process::id().to_string());
    std::fs::write(&name, "").ok()?;
    let url = std::fs::read_to_string(cluster.join("url")).ok()?;
    let files = store::Files::local(&cluster.join("files")).ok()?;
    let answers = match Store::connect(&url, files).await {
        Ok(store) => store.own_conn().await.is_ok(),
        Err(_) => false,
    };
    // The watchman takes the cluster off the list first and looks into the book afterwards.
    if answers && std::fs::read_to_string(current).is_ok_and(|still| Path::new(&still) == cluster) {
        return Some(url);
    }
    let _gone = std::fs::remove_file(name);
    None
}

async fn start(base: &Path, current: &Path) -> String {
    let cluster = base.join(uuid::Uuid::now_v7().simple().to_string());
    make(&cluster);
    make(&cluster.join("users"));
    std::fs::write(cluster.join("users").join(std::process::id().to_string()), "").unwrap();
    let embedded = Embedded::start_throwaway(&cluster).await.unwrap_or_else(|error| panic!("{error}"));
    let url = embedded.url();
    embedded.leave_running();
    std::fs::write(cluster.join("url"), &url).unwrap();
    std::fs::write(current, cluster.to_str().expect("the temporary folder has a plain name")).unwrap();
    url
}

/// Every cluster below `base` gets a watchman, also one whose own was killed.
#[allow(clippy::zombie_processes, reason = "the watchman outlives every process that could wait for it")]
fn watch_all(base: &Path) {
    for cluster in std::fs::read_dir(base).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let note = cluster.join("watchman");
        let pid = std::fs::read_to_string(&note).ok().and_then(|pid| Pid::from_raw(pid.trim().parse().ok()?));
        if pid.is_some_and(|pid| test_kill_process(pid).is_ok()) {
            continue;
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", include_str!("watchman.sh"), "watchman"]).arg(base).arg(&cluster);
        shell.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // In its own group it outlives a Ctrl-C and whatever else ends the tests.
        let watchman = shell.process_group(0).spawn().expect("sh runs");
        write!(File::create(note).unwrap(), "{}", watchman.id()).unwrap();
    }
}

fn make(folder: &Path) {
    match DirBuilder::new().mode(0o755).create(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => panic!("{}: {error}", folder.display()),
        _ => {}
    }
    let meta = std::fs::symlink_metadata(folder).unwrap();
    assert!(meta.is_dir() && meta.uid() == geteuid().as_raw(), "{} belongs to somebody else", folder.display());
}
