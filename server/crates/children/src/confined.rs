//! Where programs are started: by one thread that has no network, and where this process is root, no privileges. On Linux both belong to
//! a thread, and what it starts inherits them; so they cost nothing at each start.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::Command,
    sync::{OnceLock, mpsc},
};

/// The user that programs run as where this process is root. Nobody has that number, so what belongs to `nobody` is safe from them too.
pub const USER: u32 = 65_533;

/// What is kept from the programs that are started.
#[derive(Debug)]
pub struct Confinement {
    /// Their user, where it is not the one of this process; why they could not be given another, although this process is root.
    pub user: Result<Option<u32>, String>,
    /// Why they could not be cut off from the network.
    pub network: Result<(), String>,
}

type Job = Box<dyn FnOnce() + Send>;

struct Starter {
    jobs: Option<mpsc::Sender<Job>>,
    /// A program and its arguments that keep the network from the program named after them, where the thread itself cannot.
    before: Vec<PathBuf>,
    confinement: Confinement,
}

static STARTER: OnceLock<Starter> = OnceLock::new();

fn starter() -> &'static Starter {
    STARTER.get_or_init(|| Starter::new(None))
}

/// Where this process is root, programs that it starts from here on run as [`USER`], with this process's group and those of the paths in
/// `reach`: programs that are to be run, and folders that are to be passed. They go on as root when they could not get to one of them.
/// Call it before the first [`start`]; later it does nothing. Blocks for some milliseconds.
pub fn step_down(reach: &[PathBuf]) -> &'static Confinement {
    &STARTER.get_or_init(|| Starter::new(Some(reach))).confinement
}

/// Lets the programs write into a folder (not into those inside it), or to a file.
///
/// # Errors
/// That of the operating system.
pub fn give(path: &Path) -> io::Result<()> {
    match STARTER.get().map(|starter| &starter.confinement.user) {
        #[cfg(unix)]
        Some(Ok(Some(user))) => std::os::unix::fs::chown(path, Some(*user), None),
        _ => Ok(()),
    }
}

/// Starts a program: `spawn` runs where programs are confined, and this waits for it. It must do no more than start and bound one.
///
/// # Errors
/// That of `spawn`.
pub fn start<T: Send + 'static>(spawn: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    starter().start(spawn)
}

/// A command with a clean environment; [`start`] its spawn.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let program = program.as_ref();
    let mut command = match starter().before.split_first() {
        // One that is not there is to be missed as always, and not by what comes before it.
        Some((first, arguments)) if crate::on_path(program).is_some() => {
            let mut command = Command::new(first);
            command.args(arguments).arg(program);
            command
        }
        _ => Command::new(program),
    };
    crate::clean(&mut command);
    command
}

impl Starter {
    #[cfg(not(target_os = "linux"))]
    fn new(_: Option<&[PathBuf]>) -> Self {
        let network = Err("only Linux can".to_owned());
        Self { jobs: None, before: Vec::new(), confinement: Confinement { user: Ok(None), network } }
    }

    #[cfg(target_os = "linux")]
    fn new(reach: Option<&[PathBuf]>) -> Self {
        let mut kept = None;
        let reach = reach.filter(|_| rustix::process::geteuid().is_root());
        if let Some(reach) = reach {
            match Self::begin(Some(reach.to_vec())) {
                Ok(starter) => return starter.or_by_a_program(),
                Err(why) => kept = Some(why),
            }
        }
        let mut starter = Self::begin(None).unwrap_or_else(|why| Self {
            jobs: None,
            before: Vec::new(),
            confinement: Confinement { user: Ok(None), network: Err(why) },
        });
        if let Some(why) = kept {
            starter.confinement.user = Err(why);
        }
        starter.or_by_a_program()
    }

    /// Begins the thread; the error says why it could not step down, or not begin.
    #[cfg(target_os = "linux")]
    fn begin(reach: Option<Vec<PathBuf>>) -> Result<Self, String> {
        let (jobs, work) = mpsc::channel::<Job>();
        let (tell, told) = mpsc::sync_channel(1);
        let user = reach.is_some().then_some(USER);
        let run = move || {
            let network = leave_network();
            let stepped = reach.map_or(Ok(()), |reach| leave_root(&reach));
            let stays = stepped.is_ok();
            let _nobody = tell.send(stepped.map(|()| network));
            if stays {
                work.into_iter().for_each(|job| drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(job))));
            }
        };
        let thread = std::thread::Builder::new().name("children".to_owned()).spawn(run);
        thread.map_err(|error| error.to_string())?;
        let network = told.recv().map_err(|error| error.to_string())??;
        Ok(Self { jobs: Some(jobs), before: Vec::new(), confinement: Confinement { user: Ok(user), network } })
    }

    /// Where the thread could not leave the network, a program may: it needs no privileges where the kernel lets users have their own
    /// namespaces.
    #[cfg(target_os = "linux")]
    fn or_by_a_program(mut self) -> Self {
        let Err(why) = &self.confinement.network else { return self };
        let Some(unshare) = crate::on_path(OsStr::new("unshare")) else { return self };
        let before: Vec<PathBuf> = [
            unshare.as_path(),
            Path::new("--user"),
            Path::new("--map-current-user"),
            Path::new("--net"),
            Path::new("--"),
        ]
        .map(Path::to_owned)
        .into();
        let mut probe = Command::new(&unshare);
        probe.args(before.iter().skip(1)).arg("true");
        crate::clean(&mut probe);
        let said = self.start(move || probe.output());
        match said {
            Ok(said) if said.status.success() => {
                self.before = before;
                self.confinement.network = Ok(());
            }
            Ok(said) => {
                let more = String::from_utf8_lossy(&said.stderr).trim().to_owned();
                self.confinement.network = Err(format!("{why}; {more}"));
            }
            Err(error) => self.confinement.network = Err(format!("{why}; {error}")),
        }
        self
    }

    fn start<T: Send + 'static>(&self, spawn: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
        let Some(jobs) = &self.jobs else { return spawn() };
        let (tell, told) = mpsc::sync_channel(1);
        let gone = || io::Error::other("the thread that starts programs is gone");
        let job = Box::new(move || drop(tell.send(spawn())));
        jobs.send(job).map_err(|_| gone())?;
        told.recv().map_err(|_| gone())?
    }
}

/// Gives this thread a network of its own, with nothing in it: not even loopback is up.
#[cfg(target_os = "linux")]
#[expect(
    deprecated,
    reason = "the one that is not is unsafe, for open files that are no longer shared; they still are here"
)]
fn leave_network() -> Result<(), String> {
    let done = rustix::thread::unshare(rustix::thread::UnshareFlags::NEWNET);
    done.map_err(|error| format!("no network namespace: {error}"))
}

/// Makes this thread, and it alone, another user without privileges.
#[cfg(target_os = "linux")]
fn leave_root(reach: &[PathBuf]) -> Result<(), String> {
    use rustix::{
        fs::{Access, Gid, Uid},
        thread::{set_no_new_privs, set_thread_groups, set_thread_res_uid},
    };
    use std::os::unix::fs::MetadataExt as _;
    // The group of this process stays: what it keeps can be read by its group.
    let mut groups: Vec<u32> = reach.iter().filter_map(|path| path.metadata().ok()).map(|about| about.gid()).collect();
    groups.sort_unstable();
    groups.dedup();
    let groups: Vec<Gid> = groups.into_iter().map(Gid::from_raw).collect();
    let user = Uid::from_raw(USER);
    set_thread_groups(&groups)
        .and_then(|()| set_thread_res_uid(user, user, user))
        .and_then(|()| set_no_new_privs(true))
        .map_err(|error| format!("no other user: {error}"))?;
    for path in reach {
        rustix::fs::access(path, Access::EXEC_OK)
            .map_err(|error| format!("another user cannot get to {}: {error}", path.display()))?;
    }
    Ok(())
}
