//! The film that people see before they log in: a short script of our own, made once by the studio itself when it has nothing else to do,
//! and kept as the command line's films are.

use crate::{Error, Studio, sample_files::Sample};
use model::{Command, ProjectSettings, Resolution, RunState, view::NewProject};
use std::time::Duration;
use store::projects;

const SCRIPT: &str = include_str!("sample.fountain");
/// Another name makes it anew.
const NAME: &str = "sample-film-1";
/// How long other things go first, and how often it is looked whether they are done.
const PAUSE: Duration = Duration::from_secs(15);
/// How often it is looked at while it is made, and how many times: after that, a later start goes on with it.
const LOOK: Duration = Duration::from_secs(3);
const LOOKS: u32 = 200;

impl Studio {
    /// Makes the sample by and by where there is none yet.
    pub fn make_sample_later(&self) {
        let studio = self.clone();
        self.spawn(async move {
            let stopping = studio.stopping();
            let made = async {
                loop {
                    tokio::time::sleep(PAUSE).await;
                    if projects::filming(&mut *studio.store().conn().await?).await?.is_empty() {
                        return studio.make_sample(LOOK).await;
                    }
                }
            };
            tokio::select! {
                () = stopping.cancelled() => {}
                made = made => if let Err(error) = made {
                    tracing::warn!(detail = error.detail(), "the sample film is not made");
                },
            }
        });
    }

    /// Makes the sample, looking at it so often, and shows it.
    ///
    /// # Errors
    /// Where its film cannot be made.
    pub async fn make_sample(&self, look: Duration) -> Result<(), Error> {
        let who = self.store().local_person().await?;
        let settings = ProjectSettings { resolution: Resolution::P480, ..self.usual_settings() };
        let new = NewProject { title: "The Last Light".to_owned(), script: SCRIPT.to_owned(), settings };
        let id = self.local_project(who, new, NAME).await?;
        for _ in 0..LOOKS {
            let card = self.project(who, id).await?.card;
            match card.state {
                RunState::Done => {
                    let poster = card.poster.and_then(|url| url.strip_prefix("/media/").map(str::to_owned));
                    self.show_sample(Sample { film: self.film_file(who, id).await?.0, poster });
                    return Ok(());
                }
                RunState::Draft => self.command(who, id, Command::Start).await?,
                RunState::Filming => {}
                state => return Err(Error::Conflict(format!("The sample film is in the state “{state}”."))),
            }
            tokio::time::sleep(look).await;
        }
        Ok(())
    }
}
