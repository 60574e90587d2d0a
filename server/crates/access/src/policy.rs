//! The policy: one table of what needs which scope and which role.

use crate::scope::Scope;

/// What a person must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anybody with an account, for what is theirs.
    Person,
    Administrator,
}

/// What an action needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub action: &'static str,
    /// Of a token; a session has all scopes.
    pub scope: Scope,
    pub role: Role,
}

/// An action of the policy.
pub trait Act {
    const RULE: Rule;
}

macro_rules! policy {
    ($($(#[$doc:meta])* $name:ident: $scope:ident, $role:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl Act for $name {
                const RULE: Rule = Rule { action: stringify!($name), scope: Scope::$scope, role: Role::$role };
            }
        )*

        /// Every action, with what it needs.
        pub const POLICY: &[Rule] = &[$($name::RULE),*];
    };
}

policy! {
    /// Looks at what the token itself is good for.
    SeeToken: Read, Person;
    /// Looks at one's own jobs, and fetches their films.
    SeeJobs: Read, Person;
    /// Makes a job, which spends money where its makers do; asks for its price.
    CreateJob: Film, Person;
    /// Stops a job.
    CancelJob: Film, Person;
    /// Makes jobs for people of another product, who get accounts of their own here.
    NameUsers: Admin, Administrator;
    /// Looks at one's own projects under the paths that other products know.
    SeeProjects: Read, Person;
    /// Makes projects, and has what costs nothing made of them.
    ChangeProjects: Write, Person;
    /// Films projects.
    FilmProjects: Film, Person;
    /// Looks at one's own webhook endpoints and what was sent to them.
    SeeWebhooks: Read, Person;
    /// Adds, changes and tries webhook endpoints.
    ChangeWebhooks: Write, Person;
    /// Looks at the exports of one's own films, and fetches their files.
    SeeExports: Read, Person;
    /// Makes, stops and retries exports.
    ChangeExports: Write, Person;
    /// Looks at where one's own films can be sent.
    SeeDestinations: Read, Person;
    /// Adds, tries and removes destinations.
    ChangeDestinations: Write, Person;
    /// Looks at what was thought of the shots of one's own films.
    SeeReviews: Read, Person;
    /// Reviews shots of one's own films.
    ChangeReviews: Write, Person;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, Denied, Scopes};
    use model::UserId;

    /// What each of some actors may do, in the order of the table.
    fn allowed(actor: &Actor) -> Vec<bool> {
        let may = [
            actor.may::<SeeToken>().err(),
            actor.may::<SeeJobs>().err(),
            actor.may::<CreateJob>().err(),
            actor.may::<CancelJob>().err(),
            actor.may::<NameUsers>().err(),
            actor.may::<SeeProjects>().err(),
            actor.may::<ChangeProjects>().err(),
            actor.may::<FilmProjects>().err(),
            actor.may::<SeeWebhooks>().err(),
            actor.may::<ChangeWebhooks>().err(),
            actor.may::<SeeExports>().err(),
            actor.may::<ChangeExports>().err(),
            actor.may::<SeeDestinations>().err(),
            actor.may::<ChangeDestinations>().err(),
            actor.may::<SeeReviews>().err(),
            actor.may::<ChangeReviews>().err(),
        ];
        may.iter().map(Option::is_none).collect()
    }

    #[test]
    fn a_token_may_do_what_its_scopes_say_and_no_more() {
        let token = |scopes: &[Scope], admin| {
            Actor::by_token(UserId::nil(), admin, Scopes::of(scopes), crate::Grant::default())
        };
        // In the order of the table: read, read, film, film, admin, read, write, film, and read, write four times.
        let of = |scopes: &[Scope]| POLICY.iter().map(|rule| scopes.contains(&rule.scope)).collect::<Vec<_>>();
        assert_eq!(allowed(&token(&[], true)), [false; 16]);
        assert_eq!(allowed(&token(&[Scope::Read], false)), of(&[Scope::Read]));
        assert_eq!(allowed(&token(&[Scope::Write], false)), of(&[Scope::Write]));
        assert_eq!(allowed(&token(&[Scope::Film], false)), of(&[Scope::Film]));
        assert_eq!(allowed(&token(&[Scope::Admin], true)), of(&[Scope::Admin]));
        let write: Vec<_> = POLICY.iter().filter(|rule| rule.scope == Scope::Write).map(|rule| rule.action).collect();
        assert_eq!(write, ["ChangeProjects", "ChangeWebhooks", "ChangeExports", "ChangeDestinations", "ChangeReviews"]);
        assert_eq!(allowed(&Actor::by_session(UserId::nil(), true)), [true; 16]);
    }

    #[test]
    fn whoever_lost_the_administrators_rights_speaks_for_nobody_else() {
        let grant = crate::Grant::default();
        let former = Actor::by_token(UserId::nil(), false, Scopes::of(&[Scope::Admin]), grant);
        assert_eq!(former.may::<NameUsers>().err(), Some(Denied::Administrator));
    }

    #[test]
    fn no_action_stands_in_the_policy_twice() {
        let mut names: Vec<_> = POLICY.iter().map(|rule| rule.action).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), POLICY.len());
    }
}
