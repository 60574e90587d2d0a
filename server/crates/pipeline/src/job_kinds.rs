//! The kinds of jobs that every studio knows: a kind is one line here and one file.

use crate::{
    Studio,
    exports::{MakeFile, SendFile},
    jobs::Jobs,
};

pub(crate) fn own() -> Jobs<Studio> {
    Jobs::default().with(MakeFile).with(SendFile)
}
