#![doc = include_str!("../README.md")]

mod actor;
pub mod policy;
mod scope;
pub mod token;

pub use actor::{Actor, Allowed, Denied, Grant};
pub use policy::{
    Act, CancelJob, ChangeProjects, ChangeWebhooks, CreateJob, FilmProjects, NameUsers, Role, SeeJobs, SeeProjects,
    SeeToken, SeeWebhooks,
};
pub use scope::{Scope, Scopes};
