//! Which addresses a provider's answer may send us to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::Url;

/// Where a download may go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// The provider's own host and port, as configured: wherever that is.
    Own,
    /// These public addresses, and no others the name may have a moment later.
    Public(Vec<SocketAddr>),
}

/// Checks an address that came in an answer: https and public, or on the very host and port that the account names.
pub(crate) async fn check(url: &Url, base: &Url) -> Result<Allowed, String> {
    let place = |url: &Url| (url.host_str().map(str::to_owned), url.port_or_known_default());
    if matches!(url.scheme(), "http" | "https") && place(url) == place(base) {
        return Ok(Allowed::Own);
    }
    if url.scheme() != "https" {
        return Err(format!("a result at a {} address is not fetched", url.scheme()));
    }
    let (Some(host), Some(port)) = place(url) else { return Err("the result's address names no host".to_owned()) };
    let name = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let found = tokio::net::lookup_host((name, port)).await.map_err(|error| format!("{host}: {error}"))?;
    let addresses: Vec<SocketAddr> = found.collect();
    match addresses.iter().find(|address| !is_public(address.ip())) {
        Some(private) => Err(format!("{host} is {private}, which is not on the public network")),
        None if addresses.is_empty() => Err(format!("{host} has no address")),
        None => Ok(Allowed::Public(addresses)),
    }
}

/// The addresses of a server that a person names, all of them on the public network and reached by https.
///
/// # Errors
/// Why it is not, for the log.
pub async fn public_addresses(url: &Url) -> Result<Vec<SocketAddr>, String> {
    if url.scheme() != "https" {
        return Err(format!("{} is not https", url.scheme()));
    }
    match check(url, &Url::parse("about:blank").map_err(|error| error.to_string())?).await? {
        Allowed::Public(addresses) => Ok(addresses),
        Allowed::Own => Err("it names no host".to_owned()),
    }
}

/// An address that only this machine's own network card can have: cloud machines keep their passwords there.
pub(super) fn is_link_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(v4)) => v4.is_link_local(),
        Some(url::Host::Ipv6(v6)) => {
            v6.is_unicast_link_local() || v6.to_ipv4_mapped().is_some_and(|v4| v4.is_link_local())
        }
        Some(url::Host::Domain(name)) => name.trim_end_matches('.').eq_ignore_ascii_case("metadata.google.internal"),
        None => false,
    }
}

/// This machine itself: no proxy leads there.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(v4)) => v4.is_loopback(),
        Some(url::Host::Ipv6(v6)) => v6.is_loopback(),
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// On the public network, as far as the registries of special addresses (RFC 6890) say.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => public_v4(v4),
            None => public_v6(v6),
        },
    }
}

fn public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_documentation()
        || v4.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

/// Only global unicast (2000::/3), and of it nothing that carries an IPv4 address or is for documentation.
fn public_v6(v6: Ipv6Addr) -> bool {
    match v6.segments() {
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_network_are_public() {
        for public in ["8.8.8.8", "2606:4700::1111", "::ffff:1.1.1.1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        let private =
            ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "172.20.0.1", "100.64.0.1", "0.0.0.0"];
        let more =
            ["::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"];
        for private in private.iter().chain(&more) {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn the_place_where_a_cloud_machine_keeps_its_passwords_is_no_service() {
        let local = |url: &str| is_link_local(&Url::parse(url).unwrap());
        for bad in
            ["http://169.254.169.254/latest", "http://2852039166/", "http://[::ffff:a9fe:a9fe]/", "http://[fe80::1]/"]
        {
            assert!(local(bad), "{bad}");
        }
        assert!(!local("http://127.0.0.1:8880") && !local("https://api.klingai.com"));
        let here = |url: &str| is_loopback(&Url::parse(url).unwrap());
        assert!(here("http://127.0.0.1:8880") && here("http://localhost:1") && here("http://[::1]/"));
        assert!(!here("http://10.0.0.1/") && !here("https://localhost.example/"));
    }

    #[tokio::test]
    async fn a_result_is_fetched_from_the_accounts_own_host_and_port_or_over_https_from_a_public_one() {
        let base = Url::parse("http://127.0.0.1:9101/kling").unwrap();
        let look = async |url: &str| check(&Url::parse(url).unwrap(), &base).await;
        assert_eq!(look("http://127.0.0.1:9101/files/a.mp4").await, Ok(Allowed::Own));
        assert!(matches!(look("https://1.1.1.1/a.mp4").await, Ok(Allowed::Public(_))));
        for bad in
            ["http://127.0.0.1:5432/", "https://127.0.0.1/", "http://1.1.1.1/a", "file:///etc/passwd", "https://[::1]/"]
        {
            assert!(look(bad).await.is_err(), "{bad}");
        }
    }
}
