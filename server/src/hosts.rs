//! By which names the studio may be asked. A page of a stranger can let its own name point at this machine and read what is answered as its
//! own; the browser then sends that name, and it is refused. An address cannot be bent like that, so every address is fine.

use axum::http::{HeaderMap, Uri, header};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The names beside `localhost`: of `STUDIO_URL`, and those of `STUDIO_HOSTS`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// From the public address, if there is one, and more names with commas between them.
    ///
    /// # Errors
    /// The entry that is no name.
    pub fn new(public_url: Option<&str>, more: &str) -> Result<Self, String> {
        let url = public_url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
        let authority = url.and_then(|rest| rest.split(['/', '?', '#']).next());
        let more = more.split(',').map(str::trim).filter(|name| !name.is_empty());
        authority
            .into_iter()
            .chain(more)
            .map(|text| name_of(text).ok_or_else(|| text.to_owned()))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn allow(&self, authority: &str) -> bool {
        let Some(name) = name_of(authority) else { return false };
        name == "localhost" || is_address(&name) || self.0.contains(&name)
    }

    /// Every name that a request gives must be one of ours, and it must give one; two `Host` lines are one too many.
    pub fn check(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let lines: Vec<_> = headers.get_all(header::HOST).iter().collect();
        let given: Vec<&str> = lines
            .iter()
            .map(|line| line.to_str().unwrap_or_default())
            .chain(uri.authority().map(|authority| authority.as_str()))
            .collect();
        lines.len() <= 1 && !given.is_empty() && given.iter().all(|authority| self.allow(authority))
    }
}

/// The name in `name`, `name:port`, `192.0.2.1:port` or `[2001:db8::1]:port`, in small letters. An IPv6 address keeps its brackets.
fn name_of(authority: &str) -> Option<String> {
    let end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (name, port) = authority.split_at_checked(end)?;
    let port = port.strip_prefix(':').unwrap_or(port);
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    (port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() && name.bytes().all(plain)).then_some(name)
}

fn is_address(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    bare.map_or_else(|| name.parse::<Ipv4Addr>().is_ok(), |bare| bare.parse::<Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hosts: &Hosts, uri: &str, lines: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::HOST, line.parse().unwrap());
        }
        hosts.check(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn our_names_and_every_address_are_allowed_and_no_other_name() {
        let hosts = Hosts::new(Some("https://Studio.Example:8443/"), "films.lan, box").unwrap();
        for own in [
            "localhost",
            "localhost:3000",
            "LOCALHOST",
            "127.0.0.1",
            "127.0.0.1:3000",
            "192.0.2.7:80",
            "[::1]:3000",
            "[2001:db8::1]",
            "studio.example",
            "STUDIO.example:8443",
            "studio.example.",
            "films.lan:3000",
            "box",
        ] {
            assert!(check(&hosts, "/", &[own]), "{own}");
        }
        for other in [
            "evil.example",
            "studio.example.evil.example",
            "evil.studio.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "2130706433",
            "0x7f.1",
            "localhost:x",
            "a@localhost",
            "localhost, evil.example",
            "",
            ":3000",
            "[::1",
            "[evil]",
            "::1",
        ] {
            assert!(!check(&hosts, "/", &[other]), "{other}");
        }
    }

    #[test]
    fn the_name_in_the_requests_address_counts_as_well_and_two_lines_are_refused() {
        let hosts = Hosts::default();
        assert!(check(&hosts, "http://localhost:3000/", &[]), "as HTTP/2 asks");
        assert!(!check(&hosts, "http://evil.example/", &[]));
        assert!(!check(&hosts, "http://evil.example/", &["localhost"]));
        assert!(!check(&hosts, "http://localhost/", &["evil.example"]));
        assert!(!check(&hosts, "/", &["localhost", "localhost"]));
        assert!(!check(&hosts, "/", &[]));
    }

    #[test]
    fn a_setting_that_is_no_name_is_named() {
        assert_eq!(Hosts::new(None, "films.lan, http://films.lan"), Err("http://films.lan".to_owned()));
        assert_eq!(Hosts::new(Some("https://[2001:db8::1]:8443"), ""), Ok(Hosts(vec!["[2001:db8::1]".to_owned()])));
    }
}
