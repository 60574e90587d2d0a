#![doc = include_str!("../README.md")]

mod actor;
pub mod policy;
mod scope;
pub mod token;

pub use actor::{Actor, Allowed, Denied, Grant};
pub use policy::{
    Act, CancelJob, ChangeDestinations, ChangeExports, ChangeReviews, ChangeWebhooks, CreateJob, NameUsers, Role,
    SeeDestinations, SeeExports, SeeJobs, SeeReviews, SeeToken, SeeWebhooks,
};
pub use scope::{Scope, Scopes};
