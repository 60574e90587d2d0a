//! A mail server in memory, without encryption: it takes one login, and keeps what it is given.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// The most lines of one mail.
const LINES: usize = 10_000;

/// A mail that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub from: String,
    pub to: String,
    /// Head and text, as they were sent.
    pub text: String,
}

impl Mail {
    /// The text without the breaks and signs of quoted-printable.
    pub fn plain(&self) -> String {
        self.text.replace("=\r\n", "").replace("=3D", "=")
    }
}

/// A running server. It ends when this is dropped.
pub struct Smtp {
    address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
    came: watch::Sender<usize>,
    running: JoinHandle<()>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Smtp {
    /// Starts it on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (mails, came) = (Arc::<Mutex<Vec<Mail>>>::default(), watch::Sender::new(0));
        let (own, tells) = (mails.clone(), came.clone());
        let running = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mails, came) = (own.clone(), tells.clone());
                tokio::spawn(async move {
                    // Whoever hangs up is none of our business.
                    let _ended = talk(stream, &mails, &came).await;
                });
            }
        });
        Ok(Self { address, mails, came, running })
    }

    /// With the login that it takes.
    pub fn url(&self) -> String {
        format!("smtp://studio:mail-password@{}", self.address)
    }

    /// All that came.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until so many came.
    pub async fn until(&self, count: usize) {
        let mut came = self.came.subscribe();
        // The sender lives as long as this.
        let _lives = came.wait_for(|came| *came >= count).await;
    }
}

async fn talk(stream: TcpStream, mails: &Mutex<Vec<Mail>>, came: &watch::Sender<usize>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.example\r\n").await?;
    let (mut from, mut to, mut line) = (String::new(), String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let said = line.trim_end().to_owned();
        let address = || said.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let answer = match said.to_ascii_uppercase() {
            word if word.starts_with("EHLO") => "250-mail.example\r\n250 AUTH PLAIN\r\n",
            // "\0studio\0mail-password".
            word if word.starts_with("AUTH") && said.ends_with("AHN0dWRpbwBtYWlsLXBhc3N3b3Jk") => "235 welcome\r\n",
            word if word.starts_with("AUTH") => "535 wrong\r\n",
            word if word.starts_with("MAIL") => {
                from = address();
                "250 ok\r\n"
            }
            word if word.starts_with("RCPT") => {
                to = address();
                "250 ok\r\n"
            }
            word if word == "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let text = data(&mut stream).await?;
                let mail = Mail { from: from.clone(), to: to.clone(), text };
                mails.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                came.send_modify(|came| *came += 1);
                "250 kept\r\n"
            }
            word if word == "QUIT" => {
                return stream.write_all(b"221 bye\r\n").await;
            }
            _ => "250 ok\r\n",
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

async fn data(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut text = String::new();
    for _ in 0..LINES {
        let begun = text.len();
        stream.read_line(&mut text).await?;
        match text.get(begun..) {
            Some(".\r\n") => {
                text.truncate(begun);
                return Ok(text);
            }
            Some("") | None => break,
            Some(_) => {}
        }
    }
    Ok(text)
}
