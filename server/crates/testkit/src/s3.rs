//! A real S3 server, on this machine, in the test's own process.

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::{net::SocketAddr, path::PathBuf};
use store::Files;
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

const BUCKET: &str = "studio";

/// Serves one bucket until it is dropped.
pub struct S3 {
    address: SocketAddr,
    accepting: JoinHandle<()>,
    folder: TempDir,
}

impl S3 {
    pub const ACCESS_KEY: &str = "testkit-access";
    pub const SECRET_KEY: &str = "testkit-secret";

    /// Serves an empty bucket on a free port.
    pub async fn start() -> Self {
        let folder = crate::folder();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(Self::ACCESS_KEY, Self::SECRET_KEY));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(async move {
            let http = Builder::new(TokioExecutor::new());
            while let Ok((socket, _)) = listener.accept().await {
                let serving = http.serve_connection(TokioIo::new(socket), service.clone()).into_owned();
                tokio::spawn(async move {
                    let _ended = serving.await;
                });
            }
        });
        Self { address, accepting, folder }
    }

    /// What `STUDIO_MEDIA` would be for files below `prefix`.
    pub fn url(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}?endpoint=http://{}&region=us-east-1", self.address)
    }

    /// The folder that the bucket's objects lie in, as files.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }

    /// Files below `prefix`.
    pub fn files(&self, prefix: &str) -> Files {
        Files::s3(&self.url(prefix), Self::ACCESS_KEY, Self::SECRET_KEY).unwrap()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
