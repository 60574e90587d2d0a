//! The visit of a page: who is there.

use crate::{api::session::Session, asked::Asked, problem::Problem};

/// Who is signed in, and what the last form had to say; asked once per page load.
#[derive(Clone, Copy)]
pub struct Visit(pub Asked<Result<Session, Problem>>);
