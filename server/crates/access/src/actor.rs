//! Who asks, and what they are allowed.

use crate::{
    policy::{Act, Role},
    scope::{Scope, Scopes},
};
use model::UserId;
use std::marker::PhantomData;
use uuid::Uuid;

/// What a token grants beside its scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// The token's id.
    pub token: Uuid,
    /// Its films are drawn by the studio itself, whatever is asked for.
    pub test: bool,
    /// The most that its jobs of one day (UTC) may cost together, in US cents; `None` for no limit.
    pub day_cents: Option<i64>,
    /// The most that one job may cost, in US cents; `None` for no limit.
    pub job_cents: Option<i64>,
}

/// Somebody who asks for something.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user: UserId,
    pub admin: bool,
    pub scopes: Scopes,
    /// `None` for whoever is logged in with a session.
    pub grant: Option<Grant>,
    /// The request's name in the log; empty where it has none.
    pub request_id: String,
}

/// Why something is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The token has not this scope.
    Scope(Scope),
    /// Only an administrator may.
    Administrator,
}

impl Actor {
    /// A person who is logged in: all that the person may do.
    pub fn by_session(user: UserId, admin: bool) -> Self {
        Self { user, admin, scopes: Scopes::all(), grant: None, request_id: String::new() }
    }

    /// A program with a person's token.
    pub fn by_token(user: UserId, admin: bool, scopes: Scopes, grant: Grant) -> Self {
        Self { user, admin, scopes, grant: Some(grant), request_id: String::new() }
    }

    /// The token's id, where one is used.
    pub fn token(&self) -> Option<Uuid> {
        self.grant.as_ref().map(|grant| grant.token)
    }

    /// Whether the films of this actor are drawn by the studio itself.
    pub fn is_test(&self) -> bool {
        self.grant.as_ref().is_some_and(|grant| grant.test)
    }

    /// Looks the action up in the policy.
    ///
    /// # Errors
    /// What is missing: first the token's scope, then the person's role.
    pub fn may<A: Act>(&self) -> Result<Allowed<'_, A>, Denied> {
        if !self.scopes.has(A::RULE.scope) {
            return Err(Denied::Scope(A::RULE.scope));
        }
        if A::RULE.role == Role::Administrator && !self.admin {
            return Err(Denied::Administrator);
        }
        Ok(Allowed { actor: self, act: PhantomData })
    }
}

/// Proof that an actor may do `A`. Only [`Actor::may`] makes it.
#[derive(Debug)]
pub struct Allowed<'a, A> {
    actor: &'a Actor,
    act: PhantomData<A>,
}

impl<A> Allowed<'_, A> {
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    pub fn user(&self) -> UserId {
        self.actor.user
    }
}
