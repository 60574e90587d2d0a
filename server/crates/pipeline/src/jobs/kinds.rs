//! The kinds of jobs that every studio knows: a kind is one line here and one file.

use super::Jobs;
use crate::Studio;

pub(crate) fn own() -> Jobs<Studio> {
    Jobs::default()
}
