//! Fountain and Final Draft, for the way back to the writer's tool.

mod fountain;

pub(crate) use fountain::{Paragraph, fountain_of};
