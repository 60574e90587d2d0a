//! `studio fake-models`: language models as a command, so that the way from an idea to a board can be walked without paying.

use crate::{cli::FakeKlingArgs, serve::asked_to_stop};
use anyhow::Context as _;
use provider_simulators::language::{Language, Options};
use std::time::Duration;

/// How long it writes: long enough to watch an answer being waited for.
const TAKES: Duration = Duration::from_secs(2);
const SILENCE: Duration = Duration::from_secs(30);

pub async fn serve(args: FakeKlingArgs) -> anyhow::Result<()> {
    let options = Options {
        port: args.port,
        charges: Some(args.charges.clone()),
        seed: args.faults,
        takes: TAKES,
        silence: SILENCE,
    };
    let models = Language::start(options)
        .await
        .with_context(|| format!("port {} or the log {} cannot be used", args.port, args.charges.display()))?;
    let base = &models.base_url;
    println!("A simulator of language models listens on {base}");
    println!("What it charges is written to {}", models.charges.display());
    println!("Use it, with any of: ANTHROPIC_BASE_URL={base} ANTHROPIC_API_KEY=any");
    println!("                     GEMINI_BASE_URL={base} GEMINI_API_KEY=any");
    println!("                     OPENAI_BASE_URL={base}/v1 OPENAI_API_KEY=any");
    println!("                     OPENROUTER_BASE_URL={base}/v1 OPENROUTER_API_KEY=any");
    println!("                     OLLAMA_BASE_URL={base}/v1");
    asked_to_stop().await;
    Ok(())
}
