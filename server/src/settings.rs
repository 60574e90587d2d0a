//! What the environment decides, one small struct per area.

use crate::{hosts::Hosts, proxies::Trusted};
use anyhow::{Context as _, anyhow, bail};
use leptos::config::LeptosOptions;
use model::people::Registration;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Where things are kept.
pub struct Storage {
    pub data: PathBuf,
    /// `DATABASE_URL`; the studio's own Postgres where unset.
    pub database_url: Option<String>,
    /// `STUDIO_MEDIA`: a folder, or `s3://bucket/prefix`; `media` in the data folder where unset.
    pub media: Option<String>,
    /// `STUDIO_CATALOGUE`: the user's own catalogue; `catalogue.toml` in the data folder, if it is there, where unset.
    pub catalogue: Option<PathBuf>,
    /// `STUDIO_VOICES`: the folder of the natural voices.
    pub voices: Option<PathBuf>,
}

impl Storage {
    pub fn from_environment(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database_url: variable("DATABASE_URL"),
            media: variable("STUDIO_MEDIA"),
            catalogue: variable("STUDIO_CATALOGUE").map(PathBuf::from),
            voices: variable("STUDIO_VOICES").map(PathBuf::from),
        }
    }

    /// Where the natural voices are, or would be.
    pub fn voices_folder(&self) -> PathBuf {
        voices::folder(self.voices.as_deref(), &self.data)
    }

    pub fn files(&self) -> Result<store::Files, store::StoreError> {
        store::Files::from_setting(self.media.as_deref(), &self.data, variable)
    }
}

/// How the studio faces browsers.
#[derive(Clone)]
pub struct Web {
    /// `STUDIO_ADDR`, else cargo-leptos's `LEPTOS_SITE_ADDR`.
    pub addr: SocketAddr,
    /// `STUDIO_URL`: the address that people type, when a proxy stands before the studio.
    pub public_url: Option<String>,
    /// `STUDIO_REGISTRATION`: who may make an account; then administrators cannot choose.
    pub registration: Option<Registration>,
    /// `STUDIO_SETUP_TOKEN`: what the first account asks for, unless it is made on this very machine. Else a random one.
    pub setup_token: Option<String>,
    /// Where the built style, script and fonts are.
    pub site_root: PathBuf,
    /// The page reloads itself when cargo-leptos rebuilds it.
    pub watching: bool,
    pub reload_port: u32,
    /// `STUDIO_TRUSTED_PROXIES`: whose word is taken for the client's address.
    pub trusted: Trusted,
    /// `STUDIO_HOSTS`, and the name in `STUDIO_URL`: what the studio is called beside `localhost` and its addresses.
    pub hosts: Hosts,
    /// `STUDIO_MOST_REGISTRATIONS`: accounts that one address may make in an hour before it has to wait.
    pub most_registrations: u32,
}

impl Web {
    pub fn from_environment(addr: Option<SocketAddr>) -> anyhow::Result<Self> {
        let addr = match addr {
            Some(addr) => addr,
            None => {
                let text = variable("LEPTOS_SITE_ADDR").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
                text.parse().with_context(|| format!("LEPTOS_SITE_ADDR is no address: {text}"))?
            }
        };
        let public_url = variable("STUDIO_URL").map(|url| url.trim_end_matches('/').to_owned());
        if let Some(url) = &public_url
            && !(url.starts_with("http://") || url.starts_with("https://"))
        {
            bail!("STUDIO_URL must start with http:// or https://, and is {url}");
        }
        let trusted = Trusted::parse(&variable("STUDIO_TRUSTED_PROXIES").unwrap_or_default())
            .map_err(|odd| anyhow!("STUDIO_TRUSTED_PROXIES has {odd}, which is neither an address nor a network"))?;
        let hosts = Hosts::new(public_url.as_deref(), &variable("STUDIO_HOSTS").unwrap_or_default())
            .map_err(|odd| anyhow!("{odd} is no name: STUDIO_HOSTS takes names such as films.example"))?;
        let most_registrations = match variable("STUDIO_MOST_REGISTRATIONS") {
            Some(text) => text.parse().with_context(|| format!("STUDIO_MOST_REGISTRATIONS is no number: {text}"))?,
            None => store::rate::REGISTRATIONS,
        };
        let registration = variable("STUDIO_REGISTRATION")
            .map(|text| {
                Registration::from_key(&text)
                    .with_context(|| format!("STUDIO_REGISTRATION can be open, invite or closed, and is {text}"))
            })
            .transpose()?;
        Ok(Self {
            addr,
            public_url,
            trusted,
            hosts,
            most_registrations,
            registration,
            setup_token: variable("STUDIO_SETUP_TOKEN"),
            site_root: site_root(),
            watching: variable("LEPTOS_WATCH").is_some(),
            reload_port: variable("LEPTOS_RELOAD_PORT").and_then(|port| port.parse().ok()).unwrap_or(3001),
        })
    }

    /// At this address, for nobody else, whatever the environment says.
    pub fn local(addr: SocketAddr) -> Self {
        Self {
            addr,
            public_url: None,
            registration: None,
            setup_token: None,
            site_root: site_root(),
            watching: false,
            reload_port: 3001,
            trusted: Trusted::default(),
            hosts: Hosts::default(),
            most_registrations: store::rate::REGISTRATIONS,
        }
    }

    /// The way in, as the environment says.
    ///
    /// # Errors
    /// When the system gives no random numbers for the set-up token.
    pub fn sign_up(&self) -> anyhow::Result<pipeline::SignUp> {
        let token = match &self.setup_token {
            Some(token) => token.clone(),
            None => store::tokens::new()?,
        };
        Ok(pipeline::SignUp {
            overruled: self.registration,
            token: token.into(),
            loopback: self.addr.ip().is_loopback() && self.public_url.is_none(),
            public_url: self.public_url.clone(),
            mails: false,
        })
    }

    /// Cookies travel over https only.
    pub fn secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    pub fn leptos(&self) -> LeptosOptions {
        let env = if self.watching { leptos::config::Env::DEV } else { leptos::config::Env::PROD };
        LeptosOptions::builder()
            .output_name("studio")
            .site_root(self.site_root.to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .site_addr(self.addr)
            .reload_port(self.reload_port)
            .env(env)
            .build()
    }
}

/// `LEPTOS_SITE_ROOT`, else `site` beside the program or one folder up (as the build lays it out), else `target/site`.
fn site_root() -> PathBuf {
    if let Some(root) = variable("LEPTOS_SITE_ROOT") {
        return PathBuf::from(root);
    }
    let program = std::env::current_exe().unwrap_or_default();
    let near = program.ancestors().skip(1).take(2).map(|folder| folder.join("site"));
    near.into_iter().find(|site| site.join("pkg").is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
}
