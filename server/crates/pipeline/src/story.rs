//! What became of a shot at the makers of its chains, in words: "ElevenLabs: busy, 3 tries · OpenAI: done".

use crate::{Error, Studio, brief::Project};
use diesel_async::AsyncPgConnection;
use model::Shot;
use providers::Failure;
use serde::{Deserialize, Serialize};
use store::shots::{self, Chain, OWN, ShotRow};

/// A maker whose turn has passed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tried {
    pub(crate) chain: Chain,
    /// The fingerprint of the step that it was to make.
    pub(crate) step: String,
    /// Its name, as a person knows it.
    pub(crate) who: String,
    /// What came of it, in a word or two.
    pub(crate) how: String,
    pub(crate) tries: u32,
    /// What happened and what to do; `None` of one that was left out.
    pub(crate) why: Option<String>,
}

/// What a shot's row says of the makers whose turn has passed.
pub(crate) fn read(row: &ShotRow) -> Result<Vec<Tried>, Error> {
    Ok(serde_json::from_value(row.tried.clone())?)
}

/// Forgets what is told of a chain.
pub(crate) async fn forget(conn: &mut AsyncPgConnection, row: &ShotRow, chain: Chain) -> Result<(), Error> {
    let mut tried = read(row)?;
    tried.retain(|one| one.chain != chain);
    Ok(shots::set_tried(conn, row.shot(), serde_json::to_value(&tried)?).await?)
}

/// What is said where the studio itself had to make what a chain is for.
pub(crate) const fn own(chain: Chain) -> Option<&'static str> {
    match chain {
        // Of the footage, its own row says what is in its place.
        Chain::Footage => None,
        Chain::Speech => Some("The studio's own voice is in the film."),
        Chain::Sound => Some("The studio's own sounds are in the film."),
    }
}

impl Studio {
    /// What a person is to know of a clip: why something stands in for what was wanted and what to do, and who took over from whom.
    pub(crate) fn told(&self, project: &Project, row: &ShotRow, shot: &Shot) -> Result<Option<String>, Error> {
        let tried = read(row)?;
        let mut said: Vec<String> = row.gave_up.iter().cloned().collect();
        for chain in Chain::ALL {
            let why = tried.iter().rev().filter(|one| one.chain == chain).find_map(|one| one.why.as_ref());
            if let (true, Some(why), Some(own)) = (row.turn(chain) == OWN, why, own(chain)) {
                said.push(format!("{why} {own}"));
            }
        }
        said.extend(row.unsynced.clone().filter(|_| !row.stand_in));
        let stories: Vec<String> =
            Chain::ALL.into_iter().filter_map(|chain| self.story(project, row, shot, chain, &tried)).collect();
        said.extend((!stories.is_empty()).then(|| stories.join("; ")));
        if said.is_empty() && row.has_stand_in() {
            return Ok(row.message.clone());
        }
        Ok((!said.is_empty()).then(|| said.join(" ")))
    }

    /// The story of one chain, where more than one maker has a part in it.
    fn story(&self, project: &Project, row: &ShotRow, shot: &Shot, chain: Chain, tried: &[Tried]) -> Option<String> {
        let others = tried.iter().filter(|one| one.chain == chain);
        let mut pieces: Vec<String> = others
            .map(|one| match one.tries {
                0 | 1 => format!("{}: {}", one.who, one.how),
                tries => format!("{}: {}, {tries} tries", one.who, one.how),
            })
            .collect();
        if row.has_failed(chain) {
            // Of one maker alone, the sentence says all there is to say.
            return (pieces.len() > 1).then(|| {
                let kept = chain == Chain::Footage && row.kept_take.is_some();
                pieces.extend((!kept).then(|| "the studio itself: done".to_owned()));
                pieces.join(" · ")
            });
        }
        let turn = usize::try_from(row.turn(chain)).ok().filter(|turn| *turn > 0 && !pieces.is_empty())?;
        let maker = *project.line_up(shot, chain).get(turn)?;
        pieces.push(format!("{}: done", self.registry().catalogue().label(&maker.provider)));
        Some(pieces.join(" · "))
    }
}

/// Why a shot's lips are not moved, for its message.
pub(crate) fn as_filmed(failure: &Failure) -> String {
    format!("{} The lips are as they were filmed.", failure.sentence)
}

/// The beginning of a text, in quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { format!("“{}…”", short.trim_end()) } else { format!("“{short}”") }
}
