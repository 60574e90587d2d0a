//! `studio fake-kling`: the test kit's Kling as a command, so that the paid path can be walked without paying.

use crate::{cli::FakeKlingArgs, serve::asked_to_stop};
use anyhow::Context as _;
use provider_simulators::kling::{Kling, Options};
use std::time::Duration;

/// How long it films: long enough to watch a shot being waited for.
const TAKES: Duration = Duration::from_secs(4);

pub async fn serve(args: FakeKlingArgs) -> anyhow::Result<()> {
    let options = Options {
        port: args.port,
        charges: Some(args.charges.clone()),
        seed: args.faults,
        takes: TAKES,
        ..Options::default()
    };
    let kling = Kling::start(options)
        .await
        .with_context(|| format!("port {} or the log {} cannot be used", args.port, args.charges.display()))?;
    println!("A simulator of Kling listens on {}", kling.base_url);
    println!("What it charges is written to {}", kling.charges.display());
    println!(
        "Film with it: KLING_BASE_URL={} KLING_API_KEY=any studio film SCRIPT -o FILM.mp4 --video kling",
        kling.base_url
    );
    asked_to_stop().await;
    Ok(())
}
