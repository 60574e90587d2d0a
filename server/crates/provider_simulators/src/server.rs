//! A server that answers as it is told and keeps what it heard.

use super::tcp::{self, Asked, Reply};
use std::{
    io,
    net::Ipv4Addr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};

type Heard = Arc<Mutex<Vec<Asked>>>;

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    /// "http://127.0.0.1:4000".
    pub base_url: String,
    heard: Heard,
    flooded: Arc<AtomicU64>,
    running: JoinHandle<()>,
}

impl Server {
    /// Starts it on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let (heard, flooded) = (Heard::default(), Arc::default());
        let running = tokio::spawn(accept(listener, heard.clone(), Arc::clone(&flooded), Arc::new(answer)));
        Ok(Self { base_url, heard, flooded, running })
    }

    /// The bytes of all floods so far, as far as the network took them.
    pub fn flooded(&self) -> u64 {
        self.flooded.load(Ordering::Relaxed)
    }

    /// All requests so far, in the order they came.
    pub fn heard(&self) -> Vec<Asked> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.abort();
    }
}

async fn accept(
    listener: TcpListener,
    heard: Heard,
    flooded: Arc<AtomicU64>,
    answer: Arc<dyn Fn(&Asked) -> Reply + Send + Sync>,
) {
    let mut open = JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let (heard, flooded, answer) = (heard.clone(), flooded.clone(), answer.clone());
        open.spawn(async move {
            // Whoever hangs up is none of our business.
            if let Ok(asked) = tcp::read(&mut stream).await {
                heard.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
                let _gone = tcp::write(stream, answer(&asked), &flooded).await;
            }
        });
    }
}
