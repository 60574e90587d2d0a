#![doc = include_str!("../README.md")]

mod actor;
pub mod policy;
mod scope;
pub mod token;

pub use actor::{Actor, Allowed, Denied, Grant};
pub use policy::{
    Act, CancelJob, ChangeDestinations, ChangeExports, ChangeProjects, ChangeReviews, ChangeWebhooks, CreateJob,
    FilmProjects, NameUsers, Role, SeeDestinations, SeeExports, SeeJobs, SeeProjects, SeeReviews, SeeToken,
    SeeWebhooks,
};
pub use scope::{Scope, Scopes};
