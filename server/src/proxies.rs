//! Where a request comes from. Behind a proxy the peer is the proxy; the client is then the last hop that no trusted proxy reported of
//! itself. Nobody else's word is taken for it.

use axum::http::{HeaderMap, header::FORWARDED};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies that are believed (`STUDIO_TRUSTED_PROXIES`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trusted(Vec<Network>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// How many leading bits of the address count.
    bits: u8,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (text, None),
        };
        let given: IpAddr = address.trim().parse().ok()?;
        let address = given.to_canonical();
        let width = if address.is_ipv4() { 32 } else { 128 };
        // The bits of an IPv4 address that is written as an IPv6 address count from that one's beginning.
        let ahead = if given.is_ipv6() && address.is_ipv4() { 96 } else { 0 };
        let bits = bits.map_or(Some(width), |bits| bits.checked_sub(ahead))?;
        (bits <= width).then_some(Self { address, bits })
    }

    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differing = u32::from(own) ^ u32::from(other);
                differing.leading_zeros() >= u32::from(self.bits)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differing = u128::from(own) ^ u128::from(other);
                differing.leading_zeros() >= u32::from(self.bits)
            }
            _ => false,
        }
    }
}

impl Trusted {
    /// From addresses and networks (`10.0.0.0/8`), with commas between them.
    ///
    /// # Errors
    /// The entry that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(|entry| Network::parse(entry).ok_or_else(|| entry.to_owned())).collect::<Result<_, _>>().map(Self)
    }

    /// Whether an address is one of the proxies.
    pub fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// The client of a request that came from this peer. `X-Forwarded-For` goes before `Forwarded`; both are read from their end, as far
    /// as each hop is a trusted proxy.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.holds(peer) {
            return peer;
        }
        if headers.contains_key(X_FORWARDED_FOR) {
            self.walk(peer, headers, X_FORWARDED_FOR, address_of)
        } else {
            self.walk(peer, headers, FORWARDED.as_str(), forwarded_for)
        }
    }

    fn walk(&self, peer: IpAddr, headers: &HeaderMap, name: &str, read: fn(&str) -> Option<IpAddr>) -> IpAddr {
        let mut client = peer;
        let mut lines: Vec<_> = headers.get_all(name).iter().collect();
        while let Some(line) = lines.pop() {
            for hop in line.as_bytes().rsplit(|byte| *byte == b',') {
                // What cannot be read was not written by a proxy of ours: nothing before it is believed either.
                let Some(hop) = std::str::from_utf8(hop).ok().and_then(read) else { return client };
                client = hop;
                if !self.holds(hop) {
                    return client;
                }
            }
        }
        client
    }
}

/// An address, with or without a port: `192.0.2.1`, `192.0.2.1:8000`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:8000`.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|bare| bare.contains(':'));
    let address: Option<IpAddr> = bare.unwrap_or(hop).parse().ok();
    address.or_else(|| hop.parse::<SocketAddr>().ok().map(|both| both.ip())).map(|address| address.to_canonical())
}

/// The address of an element of `Forwarded`: `for="[2001:db8::1]:8000";proto=https`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    let value = value.trim();
    address_of(value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn trusted() -> Trusted {
        Trusted::parse("127.0.0.1, 10.0.0.0/8 ,2001:db8:1::/48,").unwrap()
    }

    #[test]
    fn the_last_hop_that_is_no_trusted_proxy_is_the_client() {
        let client = |peer, lines: &[(&'static str, &str)]| trusted().client(ip(peer), &headers(lines)).to_string();
        let xff = |text| vec![(X_FORWARDED_FOR, text)];
        assert_eq!(client("203.0.113.9", &xff("198.51.100.1")), "203.0.113.9", "a stranger's word is nothing");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(client("::ffff:127.0.0.1", &xff("198.51.100.1")), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &xff("6.6.6.6, 198.51.100.1, 10.1.2.3")), "198.51.100.1");
        assert_eq!(
            client("127.0.0.1", &[(X_FORWARDED_FOR, "6.6.6.6"), (X_FORWARDED_FOR, "198.51.100.1:99")]),
            "198.51.100.1"
        );
        assert_eq!(client("127.0.0.1", &xff("[2001:db8::7]:443")), "2001:db8::7");
        assert_eq!(client("127.0.0.1", &xff("2001:db8::7, 2001:db8:1::9")), "2001:db8::7");
        assert_eq!(client("127.0.0.1", &xff("::ffff:198.51.100.1")), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &xff("10.9.9.9, 10.1.2.3")), "10.9.9.9", "all are ours: the first of them asks");
        assert_eq!(
            client("127.0.0.1", &xff("6.6.6.6, unknown, 10.1.2.3")),
            "10.1.2.3",
            "nothing before garbage counts"
        );
        assert_eq!(
            client("127.0.0.1", &[("forwarded", "for=6.6.6.6, For=\"[2001:db8::7]:9\";proto=https")]),
            "2001:db8::7"
        );
        let both = [(X_FORWARDED_FOR, "198.51.100.1"), ("forwarded", "for=6.6.6.6")];
        assert_eq!(client("127.0.0.1", &both), "198.51.100.1");
        assert_eq!(Trusted::default().client(ip("127.0.0.1"), &headers(&both)), ip("127.0.0.1"));
    }

    #[test]
    fn what_is_no_network_is_named() {
        for odd in ["localhost", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0/8", "1.2.3.4/", "::ffff:1.2.3.4/95"] {
            assert_eq!(Trusted::parse(&format!("127.0.0.1,{odd}")), Err(odd.to_owned()));
        }
        assert!(Trusted::parse("0.0.0.0/0").unwrap().holds(ip("203.0.113.9")));
        assert!(Trusted::parse("::ffff:10.0.0.0/104").unwrap().holds(ip("10.1.2.3")));
        assert!(!Trusted::parse("::/0").unwrap().holds(ip("10.1.2.3")), "IPv4 is not within it");
    }

    proptest! {
        #[test]
        fn no_header_of_a_strangers_changes_the_client(peer: u32, text in "[ -~]{0,60}") {
            let peer = IpAddr::from(peer.to_be_bytes());
            prop_assume!(!trusted().holds(peer));
            let headers = headers(&[(X_FORWARDED_FOR, &text), ("forwarded", &text)]);
            prop_assert_eq!(trusted().client(peer, &headers), peer);
        }

        #[test]
        fn whatever_a_client_writes_itself_the_proxy_has_the_last_word(text in "[ -~]{0,60}", client: u128, port: u16) {
            let client = IpAddr::from(client.to_be_bytes()).to_canonical();
            prop_assume!(!trusted().holds(client));
            for hop in [client.to_string(), SocketAddr::new(client, port).to_string()] {
                let named = if hop.contains(':') { format!("\"{hop}\"") } else { hop.clone() };
                let named = if client.is_ipv6() && !hop.contains('[') { format!("\"[{client}]\"") } else { named };
                let appended = headers(&[(X_FORWARDED_FOR, &format!("{text}, {hop}"))]);
                prop_assert_eq!(trusted().client(ip("10.0.0.1"), &appended), client);
                let appended = headers(&[("forwarded", &format!("{text}, by=10.0.0.1;for={named}"))]);
                prop_assert_eq!(trusted().client(ip("10.0.0.1"), &appended), client);
            }
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(value) = axum::http::HeaderValue::from_bytes(&bytes) {
                let mut headers = HeaderMap::new();
                headers.append(FORWARDED, value.clone());
                trusted().client(ip("10.0.0.1"), &headers);
                headers.append(X_FORWARDED_FOR, value);
                trusted().client(ip("10.0.0.1"), &headers);
            }
        }
    }
}
