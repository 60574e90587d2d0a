//! An account on a WebDAV server.

mod answer;
mod upload;

use crate::DeliverError;
use answer::{Found, found, meaning};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use std::{net::SocketAddr, time::Duration};
pub use upload::Heard;
use url::Url;

/// How long a server may take to be reached, and to say anything.
const CONNECT: Duration = Duration::from_secs(15);
const SILENCE: Duration = Duration::from_secs(90);
/// The most that is read of an answer, in bytes.
const ANSWER: usize = 4 << 20;

/// Who logs in, and where.
#[derive(Clone, Debug)]
pub struct Login {
    /// Nextcloud: the address of its start page. WebDAV: the folder that the account's files are in.
    pub address: String,
    pub user: String,
    pub password: String,
    /// Below the account's files; made where it does not exist. Empty for the top.
    pub folder: String,
    pub nextcloud: bool,
    /// The only addresses that the server's name may lead to; whatever it leads to where empty.
    pub only: Vec<SocketAddr>,
}

/// An account. Its password is sent to its own server only: no redirect is followed.
pub struct Dav {
    client: Client,
    user: String,
    password: String,
    /// The account's files; ends with a slash.
    files: Url,
    /// Where pieces are put, on a Nextcloud; ends with a slash.
    uploads: Option<Url>,
    folder: Vec<String>,
}

impl Dav {
    /// The account. Nothing is asked yet.
    ///
    /// # Errors
    /// An address that cannot be one, in a sentence.
    pub fn new(login: Login) -> Result<Self, DeliverError> {
        let odd = |why: &str| DeliverError::now("The address has to look like https://cloud.example.", why);
        let mut base = Url::parse(login.address.trim()).map_err(|error| odd(&error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(odd("no web address"));
        }
        base.set_query(None);
        base.set_fragment(None);
        let (files, uploads) = if login.nextcloud {
            let of = |kind: &str| below(&base, &["remote.php", "dav", kind, &login.user], true);
            (of("files").ok_or_else(|| odd("no base"))?, of("uploads"))
        } else {
            (below(&base, &[], true).ok_or_else(|| odd("no base"))?, None)
        };
        let folder =
            login.folder.split('/').map(str::trim).filter(|part| !part.is_empty() && *part != "." && *part != "..");
        let mut client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent("Director Studio");
        if let Some(host) = base.host_str().filter(|_| !login.only.is_empty()) {
            client = client.resolve_to_addrs(host, &login.only).no_proxy();
        }
        let client = client.build().map_err(|error| odd(&error.to_string()))?;
        let folder = folder.map(str::to_owned).collect();
        Ok(Self { client, user: login.user, password: login.password, files, uploads, folder })
    }

    /// The address of a file in the account's folder.
    fn place(&self, name: &str) -> Result<Url, DeliverError> {
        let mut parts: Vec<&str> = self.folder.iter().map(String::as_str).collect();
        parts.push(name);
        let odd = || DeliverError::now("The address has to look like https://cloud.example.", "no base");
        below(&self.files, &parts, false).ok_or_else(odd)
    }

    fn request(&self, method: &str, url: &Url) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap_or(Method::GET);
        self.client.request(method, url.clone()).basic_auth(&self.user, Some(&self.password))
    }

    /// Sends, and gives the answer where its status is one of these.
    async fn ask(&self, request: RequestBuilder, fine: &[u16]) -> Result<Response, DeliverError> {
        let answer = request.send().await.map_err(|error| away(&error))?;
        if fine.contains(&answer.status().as_u16()) { Ok(answer) } else { Err(meaning(answer).await) }
    }

    /// What is at an address and, with `depth` 1, in it; nothing where there is nothing.
    async fn list(&self, url: &Url, depth: u8) -> Result<Vec<Found>, DeliverError> {
        const WANTED: &str = "<?xml version=\"1.0\"?><d:propfind xmlns:d=\"DAV:\" xmlns:oc=\"http://owncloud.org/ns\"><d:prop>\
            <d:getcontentlength/><d:resourcetype/><oc:checksums/></d:prop></d:propfind>";
        let request = self.request("PROPFIND", url).header("Depth", depth.to_string());
        let request = request.header("Content-Type", "application/xml").body(WANTED);
        let answer = self.ask(request, &[207, 404]).await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(Vec::new());
        }
        Ok(found(&text(answer).await?))
    }

    /// Makes the account's folder, and those that it lies in.
    async fn make_folder(&self) -> Result<(), DeliverError> {
        for depth in 1..=self.folder.len() {
            let parts: Vec<&str> = self.folder.iter().take(depth).map(String::as_str).collect();
            let Some(url) = below(&self.files, &parts, true) else { continue };
            // 405: it is there.
            self.ask(self.request("MKCOL", &url), &[201, 405]).await?;
        }
        Ok(())
    }

    /// Logs in, makes the folder, writes a small file there and takes it away again.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn test(&self) -> Result<(), DeliverError> {
        self.make_folder().await?;
        let url = self.place(".director-studio-test")?;
        self.ask(self.request("PUT", &url).body("test"), &[200, 201, 204]).await?;
        self.ask(self.request("DELETE", &url), &[200, 204, 404]).await?;
        Ok(())
    }
}

/// An address below another one, its parts percent-encoded; `None` for one that can have nothing below it.
pub(crate) fn below(base: &Url, parts: &[&str], folder: bool) -> Option<Url> {
    let mut url = base.clone();
    {
        let mut path = url.path_segments_mut().ok()?;
        path.pop_if_empty().extend(parts);
        if folder {
            path.push("");
        }
    }
    Some(url)
}

pub(crate) fn away(error: &reqwest::Error) -> DeliverError {
    let mut detail = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        detail = format!("{detail}: {inner}");
        cause = inner.source();
    }
    let sentence = if detail.contains("dns") || detail.contains("lookup") {
        "There is no server of this name. Is the address right?"
    } else if detail.contains("certificate") {
        "The server's certificate is not one that this studio trusts."
    } else if error.is_connect() {
        "The server cannot be reached."
    } else {
        "The connection to the server broke off."
    };
    DeliverError::later(sentence, detail)
}

pub(crate) async fn text(mut answer: Response) -> Result<String, DeliverError> {
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| away(&error))? {
        bytes.extend_from_slice(&part);
        if bytes.len() > ANSWER {
            return Err(DeliverError::now("The server's answer is too long to be one of WebDAV.", "too long"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(address: &str, nextcloud: bool) -> Login {
        let (user, password, folder) = ("zoe b".to_owned(), "secret".to_owned(), "/Films/../New films/".to_owned());
        Login { address: address.to_owned(), user, password, folder, nextcloud, only: Vec::new() }
    }

    #[test]
    fn addresses_are_those_that_nextcloud_and_webdav_have() {
        let cloud = Dav::new(login("https://cloud.example/nc?x=1", true)).unwrap();
        let place = cloud.place("A film?.mp4").unwrap();
        assert_eq!(
            place.as_str(),
            "https://cloud.example/nc/remote.php/dav/files/zoe%20b/Films/New%20films/A%20film%3F.mp4"
        );
        assert_eq!(cloud.uploads.unwrap().as_str(), "https://cloud.example/nc/remote.php/dav/uploads/zoe%20b/");
        let plain = Dav::new(login("http://127.0.0.1:8080/dav", false)).unwrap();
        assert_eq!(plain.place("a.mp4").unwrap().as_str(), "http://127.0.0.1:8080/dav/Films/New%20films/a.mp4");
        assert!(plain.uploads.is_none());
        for odd in ["", "cloud.example", "ftp://cloud.example", "file:///etc"] {
            assert!(Dav::new(login(odd, false)).is_err(), "{odd}");
        }
    }
}
