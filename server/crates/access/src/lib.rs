#![doc = include_str!("../README.md")]

mod actor;
pub mod policy;
mod scope;
pub mod token;

pub use actor::{Actor, Allowed, Denied, Grant};
pub use policy::{Act, CancelJob, ChangeWebhooks, CreateJob, NameUsers, Role, SeeJobs, SeeToken, SeeWebhooks};
pub use scope::{Scope, Scopes};
