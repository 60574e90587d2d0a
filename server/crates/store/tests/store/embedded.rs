use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use store::embedded::{Embedded, EmbeddedError, FOLDER_VARIABLE};

/// Another studio: the example `embedded`, in a process of its own.
struct Studio {
    child: Child,
    /// Its database's process and address, or what it said when it gave up.
    outcome: Result<(u32, String), String>,
}

impl Studio {
    fn begin(data: &Path, environment: &[(&str, &str)]) -> Child {
        let tests = std::env::current_exe().unwrap();
        let example = tests.parent().unwrap().parent().unwrap().join("examples/embedded");
        let mut command = Command::new(example);
        command.arg(data).envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn wait(mut child: Child) -> Self {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let outcome = match line.trim().split_once(' ') {
            Some((pid, url)) => Ok((pid.parse().unwrap(), url.to_owned())),
            None => {
                let mut said = String::new();
                child.stderr.as_mut().unwrap().read_to_string(&mut said).unwrap();
                Err(said)
            }
        };
        Self { child, outcome }
    }

    fn start(data: &Path) -> Self {
        Self::wait(Self::begin(data, &[]))
    }

    fn database(&self) -> (u32, &str) {
        let (pid, url) = self.outcome.as_ref().unwrap();
        (*pid, url)
    }

    /// SIGKILL: it can do nothing more.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Its input ends, and it stops in good order.
    fn stop(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

fn kill(pid: u32) {
    let pid = rustix::process::Pid::from_raw(pid.try_into().unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

#[derive(diesel::QueryableByName)]
struct Note {
    #[diesel(sql_type = diesel::sql_types::Text)]
    note: String,
}

async fn write(url: &str, note: &str) {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    conn.batch_execute("CREATE TABLE IF NOT EXISTS notes (note text)").await.unwrap();
    conn.batch_execute(&format!("INSERT INTO notes VALUES ('{note}')")).await.unwrap();
}

async fn notes(url: &str) -> Vec<String> {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    let rows: Vec<Note> = diesel::sql_query("SELECT note FROM notes ORDER BY note").load(&mut conn).await.unwrap();
    rows.into_iter().map(|row| row.note).collect()
}

async fn setting(url: &str, name: &str) -> String {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    let query = format!("SELECT current_setting('{name}') AS note");
    diesel::sql_query(query).get_result::<Note>(&mut conn).await.unwrap().note
}

#[tokio::test]
async fn what_was_written_is_there_after_a_stop_and_a_start() {
    let folder = testkit::folder();
    let data = folder.path().join("data");
    let first = Embedded::start(&data).await.unwrap();
    write(&first.url(), "kept").await;
    assert_eq!(setting(&first.url(), "fsync").await, "on");
    assert_eq!(setting(&first.url(), "listen_addresses").await, "");
    assert_eq!(setting(&first.url(), "server_encoding").await, "UTF8");
    first.stop().await.unwrap();
    assert!(!data.join("postgres/postmaster.pid").exists(), "it stopped in good order");
    let second = Embedded::start(&data).await.unwrap();
    assert_eq!(notes(&second.url()).await, ["kept"]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn the_database_of_a_killed_studio_is_adopted_and_then_stopped() {
    let folder = testkit::folder();
    let killed = Studio::start(folder.path());
    let (pid, url) = killed.database();
    let url = url.to_owned();
    write(&url, "before").await;
    killed.kill();
    let next = Embedded::start(folder.path()).await.unwrap();
    assert_eq!((next.pid(), next.url()), (Some(pid), url.clone()), "it is the same server");
    assert_eq!(notes(&url).await, ["before"]);
    next.stop().await.unwrap();
    assert!(AsyncPgConnection::establish(&url).await.is_err(), "an adopted server stops with its new studio");
}

#[tokio::test]
async fn when_studio_and_database_are_killed_the_next_start_has_what_was_committed() {
    let folder = testkit::folder();
    for round in ["1", "2"] {
        let killed = Studio::start(folder.path());
        let (pid, url) = killed.database();
        write(url, round).await;
        kill(pid);
        killed.kill();
    }
    let next = Embedded::start(folder.path()).await.unwrap();
    assert_eq!(notes(&next.url()).await, ["1", "2"]);
    next.stop().await.unwrap();
}

#[tokio::test]
async fn a_dead_servers_number_that_another_process_has_now_does_not_keep_it_from_starting() {
    let folder = testkit::folder();
    let first = Embedded::start(folder.path()).await.unwrap();
    write(&first.url(), "kept").await;
    let note = folder.path().join("postgres/postmaster.pid");
    let text = std::fs::read_to_string(&note).unwrap();
    first.stop().await.unwrap();
    // As a dead server leaves it, but with the number of a process that lives: this one.
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&note, format!("{}\n{rest}", std::process::id())).unwrap();
    let second = Embedded::start(folder.path()).await.unwrap();
    assert_eq!(notes(&second.url()).await, ["kept"]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_database_that_dies_under_a_living_studio_is_started_again() {
    let folder = testkit::folder();
    let embedded = Embedded::start(folder.path()).await.unwrap();
    let url = embedded.url();
    write(&url, "kept").await;
    let first = embedded.pid().unwrap();
    kill(first);
    while embedded.pid() == Some(first) {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(notes(&url).await, ["kept"], "at the same address");
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_studio_on_the_same_folder_is_refused_with_a_sentence() {
    let folder = testkit::folder();
    let first = Studio::start(folder.path());
    let refused = Embedded::start(folder.path()).await.err().unwrap();
    let said = refused.to_string();
    assert!(matches!(refused, EmbeddedError::InUse { .. }));
    assert!(said.contains(&format!("process {}", first.child.id())), "{said}");
    assert!(said.contains(folder.path().to_str().unwrap()) && said.contains("--data"), "{said}");
    // The refused one did no harm.
    write(first.database().1, "still here").await;
    first.stop();
}

#[test]
fn of_two_studios_that_start_at_once_one_wins() {
    let folder = testkit::folder();
    let both = [Studio::begin(folder.path(), &[]), Studio::begin(folder.path(), &[])].map(Studio::wait);
    let (won, lost): (Vec<_>, Vec<_>) = both.into_iter().partition(|studio| studio.outcome.is_ok());
    assert_eq!((won.len(), lost.len()), (1, 1));
    for loser in lost {
        assert!(loser.outcome.unwrap_err().contains("is using the data folder"));
    }
    won.into_iter().for_each(Studio::stop);
}

#[test]
fn without_postgres_one_sentence_says_what_to_install() {
    let folder = testkit::folder();
    let nowhere = folder.path().join("nowhere");
    let child = Studio::begin(folder.path(), &[(FOLDER_VARIABLE, nowhere.to_str().unwrap())]);
    let said = Studio::wait(child).outcome.unwrap_err();
    assert!(said.contains("apt-get install postgresql") && said.contains("brew install postgresql"), "{said}");
    assert!(said.contains("nowhere") && said.lines().count() == 1, "{said}");
    assert!(!folder.path().join("postgres").exists(), "nothing half made is left");
    let general = EmbeddedError::NoBinaries.to_string();
    assert!(general.contains("apt-get install postgresql") && general.contains("DATABASE_URL"), "{general}");
}

#[tokio::test]
async fn a_cluster_of_another_version_is_not_touched() {
    let folder = testkit::folder();
    std::fs::create_dir(folder.path().join("postgres")).unwrap();
    std::fs::write(folder.path().join("postgres/PG_VERSION"), "8\n").unwrap();
    let said = Embedded::start(folder.path()).await.err().unwrap().to_string();
    assert!(said.contains("made by Postgres 8") && said.contains("postgresql-8"), "{said}");
}

#[tokio::test]
async fn a_failed_start_says_what_the_server_said_last() {
    let folder = testkit::folder();
    Embedded::start(folder.path()).await.unwrap().stop().await.unwrap();
    std::fs::write(folder.path().join("postgres/postgresql.conf"), "nonsense = 1\n").unwrap();
    let said = Embedded::start(folder.path()).await.err().unwrap().to_string();
    assert!(said.starts_with("The database did not start: ") && said.contains("postgresql.conf"), "{said}");
    assert!(folder.path().join("postgres.log").exists());
}

#[test]
fn what_a_killed_start_goes_on_with_does_not_disturb_the_next_one() {
    // Its `initdb` outlives it, at work on these.
    for sign in ["PG_VERSION", "global/pg_control", "base/1"] {
        let folder = testkit::folder();
        let mut child = Studio::begin(folder.path(), &[]);
        let begun = || {
            let entries = std::fs::read_dir(folder.path()).into_iter().flatten().flatten();
            entries.map(|entry| entry.path().join(sign)).any(|path| path.exists())
        };
        while !begun() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let studio = Studio::start(folder.path());
        assert!(studio.outcome.is_ok(), "killed at {sign}: {:?}", studio.outcome);
        studio.stop();
    }
}

#[tokio::test]
async fn a_start_that_was_killed_while_it_made_the_cluster_can_be_tried_again() {
    let folder = testkit::folder();
    std::fs::create_dir(folder.path().join("postgres.new")).unwrap();
    std::fs::write(folder.path().join("postgres.new/PG_VERSION"), "15\n").unwrap();
    Embedded::start(folder.path()).await.unwrap().stop().await.unwrap();
    assert!(!folder.path().join("postgres.new").exists());
}

#[tokio::test]
async fn a_path_that_is_too_long_or_too_odd_for_a_socket_does_no_harm() {
    let folder = testkit::folder();
    for name in ["x".repeat(120), "it's, \"a\" folder %41".to_owned()] {
        let data = folder.path().join(name);
        let embedded = Embedded::start(&data).await.unwrap();
        write(&embedded.url(), "here").await;
        let sockets = PathBuf::from(setting(&embedded.url(), "unix_socket_directories").await);
        assert!(sockets.as_os_str().len() < 100 && !sockets.starts_with(&data));
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(sockets.metadata().unwrap().permissions().mode() & 0o777, 0o700, "only its user gets in");
        embedded.stop().await.unwrap();
        std::fs::remove_dir(sockets).unwrap();
    }
}

/// Only root steps down to another user, and only then can a folder be out of that user's reach.
#[tokio::test]
async fn for_root_a_folder_that_the_databases_user_cannot_reach_holds_a_link() {
    use std::os::unix::fs::PermissionsExt as _;
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let folder = testkit::folder();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let first = Embedded::start(folder.path()).await.unwrap();
    write(&first.url(), "kept").await;
    first.stop().await.unwrap();
    let real = std::fs::read_link(folder.path().join("postgres")).unwrap();
    let second = Embedded::start(folder.path()).await.unwrap();
    assert_eq!(notes(&second.url()).await, ["kept"]);
    second.stop().await.unwrap();
    std::fs::remove_dir_all(&real).unwrap();
    std::fs::remove_dir(real.with_extension("run")).unwrap();
    let said = Embedded::start(folder.path()).await.err().unwrap().to_string();
    assert!(said.contains("no longer there"), "{said}");
}
