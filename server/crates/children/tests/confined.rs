//! What a program that was started here can reach. A test has a process of its own (nextest), or else shares one thread that starts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::{
    net::TcpListener,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
    process::{Command, Output},
};

/// A folder that others may pass.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn run(mut command: Command, script: &str, at: &Path) -> Output {
    command.args(["-c", script]).current_dir(at);
    children::start(move || command.output()).unwrap()
}

/// What a shell that is started as ffmpeg is says.
fn confined(script: &str, at: &Path) -> String {
    let output = run(children::command("bash"), script, at);
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn a_program_reaches_nobody_who_listens_on_this_machine() {
    let folder = folder();
    let confinement = children::step_down(&[]);
    if let Err(why) = &confinement.network {
        println!("skipped: {why}");
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let script = format!("exec 3<>/dev/tcp/127.0.0.1/{}", listener.local_addr().unwrap().port());
    let open = Command::new("bash").args(["-c", &script]).status().unwrap();
    assert!(open.success(), "somebody listens there");
    let output = run(children::command("bash"), &script, folder.path());
    assert!(!output.status.success(), "and is out of reach");
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(why.contains("unreachable") || why.contains("refused"), "{why}");
}

#[test]
fn what_root_starts_is_not_root_reads_what_is_kept_and_writes_only_where_it_is_let() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: the tests do not run as root");
        return;
    }
    let folder = folder();
    let kept = folder.path().join("kept");
    std::fs::write(&kept, "a take").unwrap();
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::write(folder.path().join("secret"), "a key").unwrap();
    std::fs::set_permissions(folder.path().join("secret"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let work = folder.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let confinement = children::step_down(&[folder.path().to_owned()]);
    assert_eq!(confinement.user, Ok(Some(children::USER)));
    children::give(&work).unwrap();
    let said =
        confined("id -u; cat kept; cat secret; echo a > kept; echo a > new; echo made > work/made", folder.path());
    assert_eq!(said, format!("{}\na take", children::USER));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "a take");
    assert!(!folder.path().join("new").exists());
    assert_eq!(std::fs::read_to_string(work.join("made")).unwrap(), "made\n");
    assert_eq!(work.join("made").metadata().unwrap().uid(), children::USER);
    let said = confined("grep -E 'CapEff|CapPrm|NoNewPrivs' /proc/self/status", folder.path());
    assert_eq!(
        said.split_whitespace().collect::<Vec<_>>().concat(),
        "CapPrm:0000000000000000CapEff:0000000000000000NoNewPrivs:1"
    );
    assert!(rustix::process::geteuid().is_root(), "the studio itself is what it was");
    std::fs::write(folder.path().join("by-root"), "").unwrap();
    std::fs::remove_dir_all(work).unwrap();
}

#[test]
fn programs_go_on_as_root_where_another_user_could_not_work_and_it_is_said_why() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: the tests do not run as root");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("scratch");
    std::fs::create_dir(&inside).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let confinement = children::step_down(std::slice::from_ref(&inside));
    let why = confinement.user.clone().unwrap_err();
    assert!(why.contains(&inside.display().to_string()), "{why}");
    children::give(&inside).unwrap();
    assert_eq!(confined("id -u", &inside), "0");
}

#[test]
fn a_program_that_is_not_there_is_missing_and_the_next_one_starts() {
    let mut command = children::command("no-such-program");
    let why = children::start(move || command.output()).unwrap_err();
    assert_eq!(why.kind(), std::io::ErrorKind::NotFound);
    assert_eq!(confined("echo here", Path::new("/")), "here");
}
