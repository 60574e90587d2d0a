//! Runs Kling's stand-in: `cargo run -p testkit --features stand-in --example fake_kling -- PORT CHARGES [SEED]`, then
//! `KLING_BASE_URL=http://127.0.0.1:PORT KLING_API_KEY=any studio film --video kling …`.

use std::{io, path::PathBuf};

#[tokio::main]
async fn main() -> io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let usage = || io::Error::new(io::ErrorKind::InvalidInput, "usage: fake_kling PORT CHARGES [SEED]");
    let port = given.first().and_then(|port| port.parse().ok()).ok_or_else(usage)?;
    let charges = given.get(1).map(PathBuf::from).ok_or_else(usage)?;
    let seed = given.get(2).map(|seed| seed.parse().map_err(|_| usage())).transpose()?;
    println!("http://127.0.0.1:{port}, charges in {}", charges.display());
    testkit::stand_in::kling::serve(port, &charges, seed).await
}
