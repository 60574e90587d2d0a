//! `studio`: a script goes in, a finished film comes out. The command line, the web server, start-up and shutdown.
#![recursion_limit = "256"]

mod backup;
mod backups;
mod bench;
mod board;
mod cli;
mod connections;
mod doctor;
mod fake_kling;
mod fake_models;
mod film;
mod healthcheck;
mod hosts;
mod house;
mod http;
mod inspect;
mod mail;
mod migrate;
mod proxies;
mod script_reader;
mod serve;
mod settings;
mod support;
mod telemetry;

use clap::Parser as _;
use cli::{Cli, Command, VoicesCommand};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before any thread is started: the limits are of the whole process.
    if let Command::ReadScript(args) = &cli.command {
        return script_reader::read_in_child(args).unwrap_or_else(|error| fail(&error));
    }
    telemetry::start(matches!(cli.command, Command::Serve(_)));
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::serve(args).await.map(|()| ExitCode::SUCCESS),
            Command::Film(args) => film::film(args).await,
            Command::Board(args) => board::board(args).await,
            Command::Inspect(args) => inspect::inspect(&args).await.map(|()| ExitCode::SUCCESS),
            Command::Doctor(args) => Ok(doctor::doctor(&args.data, args.deep).await),
            Command::Migrate(args) => migrate::migrate(&args).await,
            Command::Support(args) => support::support(&args).await,
            Command::Voices(VoicesCommand::Install { data }) => install_voices(&data),
            Command::Healthcheck(args) => healthcheck::healthcheck(args.addr).await,
            Command::Backup(args) => backup::backup(&args).await,
            Command::Restore(args) => backup::restore(&args).await,
            Command::Verify(args) => backup::verify(&args).await,
            Command::FakeKling(args) => fake_kling::serve(args).await.map(|()| ExitCode::SUCCESS),
            Command::FakeModels(args) => fake_models::serve(args).await.map(|()| ExitCode::SUCCESS),
            Command::ReadScript(args) => script_reader::read_in_child(&args),
            Command::Routes => {
                println!("{}", serde_json::to_string(&http::addresses())?);
                Ok(ExitCode::SUCCESS)
            }
            Command::Bench(args) => bench::bench(args).await.map(|()| ExitCode::SUCCESS),
        }
    });
    // Nothing that still hangs on a slow disk or network may keep the process from ending.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    done.unwrap_or_else(|error| fail(&error))
}

fn install_voices(data: &std::path::Path) -> anyhow::Result<ExitCode> {
    let folder = settings::Storage::from_environment(data).voices_folder();
    println!("Installing the natural voices in {} (90 MB) …", folder.display());
    voices::install(&folder)?;
    println!("They are there. New films are spoken by them.");
    Ok(ExitCode::SUCCESS)
}

/// Says what went wrong, in the words of the cause that knows most.
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("studio: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    ExitCode::from(film::NOT_MADE)
}
