//! TLS to Postgres: a real one that takes nobody without it, and certificates that are made here.

use diesel_async::SimpleAsyncConnection as _;
use futures::StreamExt as _;
use std::{
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use store::{
    Files, Store,
    embedded::{Binaries, Embedded},
};
use tempfile::TempDir;

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// `<name>.crt` and `<name>.key` of an authority.
fn authority(folder: &Path, name: &str) {
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", &format!("/CN={name}"), "-keyout", &format!("{name}.key"), "-out", &format!("{name}.crt")]));
}

/// `<name>.crt` and `<name>.key` for a host, from the authority `root`.
fn certificate(folder: &Path, name: &str, extension: &str) {
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj"])
        .args([&format!("/CN={name}"), "-keyout", &format!("{name}.key"), "-out", "request"]));
    std::fs::write(folder.join("extension"), extension).unwrap();
    run(Command::new("openssl").current_dir(folder).args(["x509", "-req", "-in", "request", "-days", "2"]).args([
        "-CA",
        "root.crt",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-extfile",
        "extension",
        "-out",
        &format!("{name}.crt"),
    ]));
}

/// A Postgres on a port of this machine that takes connections with TLS only; its certificate names `localhost`.
struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// `clients`: what pg_hba.conf says of those who come with TLS.
    async fn start(clients: &str) -> Self {
        let folder = testkit::folder();
        Embedded::start_throwaway(folder.path()).await.unwrap().stop().await.unwrap();
        let cluster = folder.path().join("postgres");
        let owner = std::fs::metadata(&cluster).unwrap();
        authority(folder.path(), "root");
        authority(folder.path(), "other");
        certificate(folder.path(), "server", "subjectAltName=DNS:localhost\n");
        certificate(folder.path(), "studio", "extendedKeyUsage=clientAuth\n");
        for name in ["server.crt", "server.key", "root.crt"] {
            let place = cluster.join(name);
            std::fs::copy(folder.path().join(name), &place).unwrap();
            std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o600)).unwrap();
            chown(&place, Some(owner.uid()), Some(owner.gid())).unwrap();
        }
        std::fs::write(cluster.join("pg_hba.conf"), format!("hostssl all all 127.0.0.1/32 {clients}\n")).unwrap();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(Binaries::find().unwrap().program("postgres"));
        command.arg("-D").arg(&cluster).args(["-k", "", "-p", &free.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        command.args(["-c", "ssl=on", "-c", "ssl_ca_file=root.crt", "-c", "fsync=off"]);
        command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if rustix::process::geteuid().is_root() {
            command.gid(owner.gid()).uid(owner.uid());
        }
        let server = Self { child: command.spawn().unwrap(), port: free, folder };
        let ready = || {
            let said = std::fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
            said.lines().nth(7).is_some_and(|line| line.trim() == "ready")
        };
        while !ready() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        server
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn store(&self, host: &str, how: &str) -> Store {
        let url = format!("postgres://studio@{host}:{}/postgres?{how}", self.port);
        Store::connect(&url, Files::local(&self.path("media")).unwrap()).await.unwrap()
    }

    async fn refused(&self, host: &str, how: &str) -> String {
        self.store(host, how).await.migrate().await.unwrap_err().to_string()
    }

    fn root(&self, name: &str) -> String {
        format!("sslrootcert={}", self.path(name).display())
    }
}

#[tokio::test]
async fn with_the_right_root_pool_migrations_and_listen_all_speak_tls() {
    let server = Server::start("trust").await;
    let store = server.store("localhost", &format!("sslmode=verify-full&{}", server.root("root.crt"))).await;
    store.migrate().await.unwrap();
    assert!(store.by_email("ada@example.com").await.unwrap().is_none());
    let mut listener = store.own_conn().await.unwrap();
    store::listen(&mut listener, &["news"]).await.unwrap();
    store.conn().await.unwrap().batch_execute("NOTIFY news, 'heard'").await.unwrap();
    let told = Box::pin(listener.notifications_stream()).next().await.unwrap().unwrap();
    assert_eq!(told.payload, "heard");
    // What asks for less works, too: libpq's default is to take TLS where it is.
    for how in ["", "sslmode=prefer", "sslmode=require", &format!("sslmode=verify-ca&{}", server.root("root.crt"))] {
        server.store("127.0.0.1", how).await.own_conn().await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_root_a_wrong_name_and_no_tls_are_refused_with_a_sentence() {
    let server = Server::start("trust").await;
    let said = server.refused("localhost", &format!("sslmode=verify-full&{}", server.root("other.crt"))).await;
    assert!(said.contains("not vouched for by") && said.contains("sslrootcert"), "{said}");
    let said = server.refused("localhost", "sslmode=verify-full&sslrootcert=system").await;
    assert!(said.contains("not vouched for by"), "{said}");
    let said = server.refused("127.0.0.1", &format!("sslmode=verify-full&{}", server.root("root.crt"))).await;
    assert!(said.contains("for another host"), "{said}");
    let said = server.refused("localhost", "sslmode=disable").await;
    assert!(said.contains("takes nobody without TLS"), "{said}");
    let said = server.refused("localhost", &format!("sslmode=verify-full&{}", server.root("missing.crt"))).await;
    assert!(said.contains("missing.crt") && said.contains("cannot be read"), "{said}");
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_gets_ours() {
    let server = Server::start("cert").await;
    let root = server.root("root.crt");
    let said = server.refused("localhost", &format!("sslmode=verify-full&{root}")).await;
    assert!(said.contains("certificate"), "{said}");
    let own = format!("sslcert={}&sslkey={}", server.path("studio.crt").display(), server.path("studio.key").display());
    server.store("localhost", &format!("sslmode=verify-full&{root}&{own}")).await.migrate().await.unwrap();
}
