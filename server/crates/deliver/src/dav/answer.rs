//! What WebDAV servers answer.

use crate::DeliverError;
use reqwest::Response;

/// One file or folder of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The last part of its address, as it is written there.
    pub(super) name: String,
    /// In bytes; `None` for a folder.
    pub(super) size: Option<u64>,
    /// In small hexadecimal digits, where the server says it.
    pub(super) sha256: Option<String>,
}

/// The contents of the elements of this name, whatever their prefix.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let mut all = Vec::new();
    let mut rest = xml;
    while let Some((_, after)) = rest.split_once('<') {
        let end = after.find(|c: char| c == '>' || c == '/' || c.is_whitespace()).unwrap_or(after.len());
        let tag = after.get(..end).unwrap_or_default();
        rest = after;
        if tag.rsplit(':').next() != Some(name) || tag.is_empty() {
            continue;
        }
        let Some((head, body)) = after.split_once('>') else { break };
        if head.ends_with('/') {
            continue;
        }
        let Some(close) = body.find(&format!("</{tag}>")) else { continue };
        all.push(body.get(..close).unwrap_or_default());
        rest = body.get(close..).unwrap_or_default();
    }
    all
}

/// What a listing names.
pub(super) fn found(xml: &str) -> Vec<Found> {
    let read = |response: &str| {
        let href = elements(response, "href").first().map_or("", |href| href.trim());
        let name = href.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let size = elements(response, "getcontentlength").first().and_then(|size| size.trim().parse().ok());
        let sums = elements(response, "checksum").into_iter().flat_map(str::split_whitespace);
        let sha256 = sums.filter_map(|sum| sum.split_once(':')).find(|(kind, _)| kind.eq_ignore_ascii_case("sha256"));
        Found { name, size, sha256: sha256.map(|(_, sum)| sum.to_ascii_lowercase()) }
    };
    elements(xml, "response").into_iter().map(read).collect()
}

/// What an answer that refuses means to the person.
pub(super) async fn meaning(answer: Response) -> DeliverError {
    let status = answer.status().as_u16();
    let said = super::text(answer).await.unwrap_or_default();
    let why = elements(&said, "message").first().map(|text| text.trim().to_owned()).unwrap_or_default();
    let detail = format!("{status} {}", if why.is_empty() { said.chars().take(200).collect() } else { why });
    match status {
        401 => DeliverError::now(
            "The server does not take this name and password. A Nextcloud wants an app password: Settings, Security.",
            detail,
        ),
        403 => DeliverError::now("The account may not write into this folder.", detail),
        404 | 409 => DeliverError::now("There is no such folder on the server. Is the address right?", detail),
        405 | 501 => DeliverError::now("This address does not speak WebDAV. Is it the right one?", detail),
        412 => DeliverError::now("There is another file of this name.", detail),
        413 => DeliverError::now("The server takes no file of this size.", detail),
        507 => DeliverError::now("The account is full. Make room there, then try again.", detail),
        300..=399 => {
            DeliverError::now("The server is at another address. Give the one that it sends browsers to.", detail)
        }
        408 | 423 | 425 | 429 | 500..=599 => DeliverError::later("The server has trouble at the moment.", detail),
        _ => DeliverError::now(format!("The server refused ({status})."), detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings_are_read_whatever_their_prefixes_are() {
        let xml = "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/dav/up/</D:href><D:propstat><D:prop>\
            <D:resourcetype><D:collection/></D:resourcetype></D:prop></D:propstat></D:response><D:response xmlns:x=\"y\"><D:href>/dav/up/00001</D:href>\
            <D:propstat><D:prop><lp1:getcontentlength>42</lp1:getcontentlength><oc:checksums><oc:checksum>MD5:1 SHA256:AB</oc:checksum></oc:checksums>\
            </D:prop></D:propstat></D:response></D:multistatus>";
        let folder = Found { name: "up".to_owned(), ..Found::default() };
        let file = Found { name: "00001".to_owned(), size: Some(42), sha256: Some("ab".to_owned()) };
        assert_eq!(found(xml), [folder, file]);
        for odd in ["", "<", "<response>", "<a:response><href>", "<response/><:>"] {
            assert!(found(odd).is_empty(), "{odd}");
        }
    }
}
