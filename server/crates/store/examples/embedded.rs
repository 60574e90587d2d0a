//! A studio that has nothing but its database: says where it is, and stops when its input ends.
//!
//! `cargo run -p store --example embedded -- DATA_FOLDER`

use std::io::{Write as _, stdin, stdout};
use store::embedded::Embedded;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let Some(data) = std::env::args_os().nth(1) else {
        eprintln!("usage: embedded DATA_FOLDER");
        return std::process::ExitCode::from(2);
    };
    match run(data.as_ref()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(data: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let embedded = Embedded::start(data).await?;
    writeln!(stdout(), "{} {}", embedded.pid().unwrap_or_default(), embedded.url())?;
    tokio::task::spawn_blocking(|| std::io::read_to_string(stdin())).await??;
    Ok(embedded.stop().await?)
}
