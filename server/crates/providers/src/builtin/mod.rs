//! The studio's own makers: no key, no network, the same result for the same spec.

mod animatic;
mod foley;
mod natural;
mod sketch;
mod speech;

pub use animatic::Animatic;
pub use foley::Foley;
pub use natural::Natural;
pub use sketch::Sketch;
pub use speech::Espeak;

use crate::{Failure, FailureClass};

/// A fault of this machine, not of the request.
fn broken(what: &str, why: impl ToString) -> Failure {
    Failure::new(FailureClass::TryAgain, format!("{what} failed on this machine.")).detail(why.to_string())
}
