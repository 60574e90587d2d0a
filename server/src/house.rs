//! The studio with its database and files: opened and closed the same way by the server and by the commands.

use crate::{http, settings::Storage};
use anyhow::Context as _;
use media::Tools;
use pipeline::{Config, Roles, Studio};
use providers::{Catalogue, Credentials, Registry};
use std::path::{Path, PathBuf};
use store::{Store, embedded::Embedded, vault::SealingKeys};

/// How a house is opened.
pub struct Opening {
    /// Where others reach it: providers are told to report there.
    pub address: Option<String>,
    pub roles: Roles,
    /// Brings the database up to date; else it has to be.
    pub migrate: bool,
}

impl Default for Opening {
    fn default() -> Self {
        Self { address: None, roles: Roles::ALL, migrate: true }
    }
}

pub struct House {
    pub studio: Studio,
    /// The studio's own Postgres, where it runs one.
    postgres: Option<Embedded>,
}

impl House {
    /// Starts the database if it is ours, brings it up to date, and takes up the films that were being made.
    pub async fn open(storage: &Storage) -> anyhow::Result<Self> {
        Self::open_at(storage, &Opening::default()).await
    }

    /// The same for a server that others can reach at this address: providers are told to report there.
    pub async fn open_at(storage: &Storage, opening: &Opening) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&storage.data)
            .with_context(|| format!("the data folder {} cannot be made", storage.data.display()))?;
        let tools = Tools::find()?;
        let registry = registry(storage, tools.clone())?;
        let (postgres, url) = match &storage.database_url {
            Some(url) => (None, url.clone()),
            None => {
                let postgres = Embedded::start(&storage.data).await?;
                let url = postgres.url();
                (Some(postgres), url)
            }
        };
        match start(storage, &url, postgres.is_some(), registry, tools, opening).await {
            Ok(studio) => {
                keep_private(storage);
                Ok(Self { studio, postgres })
            }
            Err(error) => {
                if let Some(postgres) = postgres {
                    postgres.stop().await?;
                }
                Err(error)
            }
        }
    }

    /// Gives running steps back, then stops the database if it is ours.
    pub async fn close(self) -> anyhow::Result<()> {
        self.studio.shutdown().await;
        if let Some(postgres) = self.postgres {
            postgres.stop().await?;
        }
        Ok(())
    }
}

/// Where media lie, if they lie on this machine.
fn media_folder(storage: &Storage) -> PathBuf {
    let place = storage.media.as_deref().filter(|place| !place.contains("://"));
    place.map_or_else(|| storage.data.join("media"), PathBuf::from)
}

/// Scripts and films are for the studio's user and group alone. Not before the database runs: its own user has to reach its folder.
fn keep_private(storage: &Storage) {
    use std::os::unix::fs::PermissionsExt as _;
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o027));
    for folder in [media_folder(storage), storage.data.join("scratch")] {
        if folder.is_dir()
            && let Err(error) = std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o750))
        {
            tracing::warn!(%error, folder = %folder.display(), "the folder can be read by every user of this machine");
        }
    }
}

/// Keeps the network from ffmpeg, espeak-ng and the readers of scripts, and root's rights where the studio has them.
fn confine(storage: &Storage, config: &Config, tools: &Tools) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.scratch)?;
    let mut reach =
        vec![config.scratch.canonicalize()?, tools.ffmpeg.clone(), tools.ffprobe.clone(), std::env::current_exe()?];
    reach.extend(media_folder(storage).canonicalize());
    let confinement = children::step_down(&reach);
    match &confinement.user {
        Ok(None) => {}
        Ok(Some(user)) => tracing::info!(user, "ffmpeg and espeak-ng run as a user without privileges"),
        Err(why) => tracing::warn!(why, "ffmpeg and espeak-ng run as root"),
    }
    if let Err(why) = &confinement.network {
        tracing::warn!(why, "ffmpeg and espeak-ng are not cut off from the network");
    }
    Ok(())
}

async fn start(
    storage: &Storage,
    url: &str,
    alone: bool,
    registry: Registry,
    tools: Tools,
    opening: &Opening,
) -> anyhow::Result<Studio> {
    let sealing = SealingKeys::from_environment(&storage.data)?;
    let registry = match opening.address.as_deref() {
        Some(address) => http::callbacks::reported(&registry, &sealing, address),
        None => registry,
    };
    let store = Store::connect(url, storage.files()?).await?.sealed_with(sealing);
    if opening.migrate {
        store.migrate().await?;
    } else {
        let pending = store.pending_migrations().await?;
        if !pending.is_empty() {
            anyhow::bail!("{} migrations wait. Run them first: studio migrate", pending.len());
        }
    }
    // The studio's own Postgres lets only one studio in.
    let config = Config { alone, ..Config::from_environment(&storage.data) }.of_roles(opening.roles);
    confine(storage, &config, &tools)?;
    Ok(Studio::start(store, registry, tools, config).await?)
}

/// The makers: the catalogue inside the program, overruled by the user's own, and the keys of the environment.
pub fn registry(storage: &Storage, tools: Tools) -> anyhow::Result<Registry> {
    let usual = storage.data.join("catalogue.toml");
    let own = storage.catalogue.as_deref().or_else(|| usual.exists().then_some(usual.as_path()));
    let read = |own: &Path| {
        std::fs::read_to_string(own).with_context(|| format!("the catalogue {} cannot be read", own.display()))
    };
    let catalogue = Catalogue::with(own.map(read).transpose()?.as_deref())?;
    let credentials = Credentials::from_environment(catalogue.providers().map(|(name, _)| name));
    Ok(Registry::new(catalogue, credentials, tools).with_voices(&storage.voices_folder()))
}
