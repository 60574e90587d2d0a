//! The log: lines for people on a terminal, JSON for machines.

use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// `STUDIO_LOG` (or `RUST_LOG`) says what is logged; the server tells more than the commands do. The log goes to the standard
/// error, so that a command's output stays its own.
pub fn start(server: bool) {
    let wanted = std::env::var("STUDIO_LOG").or_else(|_| std::env::var("RUST_LOG"));
    let default = if server { "info,tower_http=warn" } else { "warn" };
    let filter = wanted.ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| EnvFilter::new(default));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if !server || std::io::stderr().is_terminal() { log.compact().init() } else { log.json().init() }
}
