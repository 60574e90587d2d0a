//! Google's clients of this studio, and what an account that was connected opens.

use super::place::Place;
use crate::{Error, Studio, config::GoogleClient};
use deliver::{Drive, Google, Videos, Vimeo};
use model::{Connectable, DestinationKind};
use store::destinations::DestinationRow;

/// Where Google sends people back to, below the studio's own address.
pub(super) const BACK: &str = "/connect/google";
/// Stands in the place of an address where an account was connected on a page that comes back.
pub(super) const BY_PAGE: &str = "web";

impl Studio {
    /// Where Google sends people back to; only where it would: to https, or to this very machine.
    pub(super) fn way_back(&self) -> Option<String> {
        let address = self.config().address.as_deref()?;
        let url = url::Url::parse(address).ok()?;
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
        (url.scheme() == "https" || here).then(|| format!("{address}{BACK}"))
    }

    /// What can be connected on a page: whoever runs the studio has a client for it.
    pub fn connectable(&self) -> Connectable {
        let by_page = self.config().google_web.is_some() && self.way_back().is_some();
        Connectable { google: by_page || self.config().google.is_some(), google_by_page: by_page, youtube: by_page }
    }

    fn client(own: Option<&GoogleClient>) -> Result<Google, Error> {
        let none = || Error::Conflict("This studio has no client at Google. Whoever runs it can set one.".to_owned());
        let own = own.ok_or_else(none)?;
        Google::new(&own.id, &own.secret, own.base.as_deref()).map_err(|error| Error::refused(error.sentence))
    }

    /// The client that codes are typed for.
    pub(super) fn google(&self) -> Result<Google, Error> {
        Self::client(self.config().google.as_ref())
    }

    /// The client whose page comes back.
    pub(super) fn google_web(&self) -> Result<Google, Error> {
        Self::client(self.config().google_web.as_ref())
    }

    /// The drive or the channel of a destination. Its token is good at the client that it was given to.
    pub(super) fn of_google(&self, row: &DestinationRow, token: &str) -> Result<Place, Error> {
        if row.kind == DestinationKind::Youtube.key() {
            return Ok(Place::Youtube(Videos::new(self.google_web()?, token.to_owned())));
        }
        let google = if row.address == BY_PAGE { self.google_web()? } else { self.google()? };
        Ok(Place::Drive(Drive::new(google, token.to_owned()), row.folder.clone()))
    }

    pub(super) fn vimeo(&self, token: &str) -> Result<Place, Error> {
        let vimeo = Vimeo::new(token, self.config().vimeo_base.as_deref());
        Ok(Place::Vimeo(vimeo.map_err(|error| Error::refused(error.sentence))?))
    }
}
