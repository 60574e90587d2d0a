//! `studio healthcheck`: asks the studio on this machine whether it is ready, for containers that have no other program to ask with.

use anyhow::Context as _;
use std::{net::SocketAddr, process::ExitCode, time::Duration};

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Success where the studio at this address says that it is ready.
pub async fn healthcheck(addr: Option<SocketAddr>) -> anyhow::Result<ExitCode> {
    let mut addr = addr.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
    if addr.ip().is_unspecified() {
        // It listens everywhere: here, too.
        addr.set_ip(if addr.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() });
    }
    // What the environment says of proxies is not for this machine's own address.
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let answer = client.get(format!("http://{addr}/readyz")).send().await;
    let answer = answer.with_context(|| format!("no studio answers at {addr}"))?;
    let ready = answer.status().is_success();
    print!("{}", answer.text().await.unwrap_or_default());
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
