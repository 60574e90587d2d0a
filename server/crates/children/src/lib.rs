#![doc = include_str!("../README.md")]

mod confined;

pub use confined::{Confinement, USER, command, give, start, step_down};

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

/// What programs need to find themselves, their libraries, their fonts and a place for temporary files. Nothing else of the environment
/// is for them: keys lie there.
const NEEDED: [&str; 10] = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
];

/// Leaves a command only what every program needs of the environment.
pub fn clean(command: &mut Command) {
    command.env_clear();
    for name in NEEDED {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    if std::env::var_os("LANG").is_none() {
        command.env("LANG", "C.UTF-8");
    }
}

/// The file of a program: where its name says, or on `PATH`.
pub fn on_path(program: &OsStr) -> Option<PathBuf> {
    let named = Path::new(program);
    if named.components().count() > 1 {
        return named.is_file().then(|| named.to_owned());
    }
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(named)).find(|path| path.is_file())
}

/// What a child may take at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory: u64,
    /// Processor time, in seconds.
    pub seconds: u64,
    /// The largest file it may write, in bytes.
    pub file: u64,
    /// Open files.
    pub files: u64,
}

/// Bounds a child that was just started, before it has read anything of note. A child that has ended already needs no bounds.
#[cfg(target_os = "linux")]
pub fn limit(child: Option<u32>, limits: Limits) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let Some(pid) = child.and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) else { return };
    let bounds = [
        (Resource::As, limits.memory),
        (Resource::Cpu, limits.seconds),
        (Resource::Fsize, limits.file),
        (Resource::Nofile, limits.files),
        (Resource::Core, 0),
    ];
    for (resource, most) in bounds {
        // It fails where the child is gone, or where it has less already.
        let _gone = prlimit(Some(pid), resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

/// Only Linux bounds another process.
#[cfg(not(target_os = "linux"))]
pub fn limit(_: Option<u32>, _: Limits) {}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::process::Stdio;

    #[test]
    fn a_child_sees_nothing_but_what_programs_need() {
        // Cargo puts many variables into the environment of a test.
        assert!(std::env::vars().any(|(name, _)| name.starts_with("CARGO")));
        let mut command = Command::new("env");
        clean(&mut command);
        let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(said.lines().any(|line| line.starts_with("PATH=")), "{said}");
        let other = said.lines().find(|line| !NEEDED.contains(&line.split('=').next().unwrap_or_default()));
        assert_eq!(other, None);
    }

    #[test]
    fn a_child_that_runs_is_bounded() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        limit(Some(child.id()), Limits { memory: 1 << 30, seconds: 7, file: 4096, files: 33 });
        let said = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        drop(child.stdin.take());
        child.wait().unwrap();
        for (name, most) in [
            ("Max address space", "1073741824"),
            ("Max cpu time", "7"),
            ("Max file size", "4096"),
            ("Max open files", "33"),
        ] {
            let line = said.lines().find(|line| line.starts_with(name)).unwrap();
            assert!(line.split_whitespace().any(|word| word == most), "{line}");
        }
    }
}
