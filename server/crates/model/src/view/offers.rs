//! What the studio read in words that a person wrote, and offers to do about it.

use crate::ShotId;
use serde::{Deserialize, Serialize};

/// Something that a person can add to a shot by one click. It is nowhere kept: it follows from the shot as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferView {
    pub shot: ShotId,
    /// Names it in [`crate::Edit::TakeOffer`] and [`crate::Edit::PutAside`]; the same words give the same key.
    pub key: String,
    /// `line`, `sound`, `cast`, `prompt` or `speaker`.
    pub kind: String,
    /// What was found: "MAYA says: “You came.”"
    pub says: String,
    /// What a click does: "Add this line".
    pub does: String,
    /// The edit that it is. Browsers do without.
    #[cfg(not(target_arch = "wasm32"))]
    pub edit: crate::Edit,
}
