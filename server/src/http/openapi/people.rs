//! The routes that the site's people ask with their session, and those that take either; each with a sentence.

/// A route by its name.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub tag: &'static str,
    pub summary: &'static str,
}

const fn route(method: &'static str, path: &'static str, tag: &'static str, summary: &'static str) -> Route {
    Route { method, path, tag, summary }
}

/// Whether only a token counts there.
pub fn is_of_token(path: &str) -> bool {
    let own = ["/api/v1/token", "/api/v1/queue", "/api/v1/dead-letters", "/api/v1/batches", "/mcp"].contains(&path);
    own || path.starts_with("/api/v1/jobs") || path.starts_with("/api/v1/webhooks")
}

/// Whether only a session counts there.
pub fn is_of_session(path: &str) -> bool {
    let either = |route: &&Route| ["exports", "reviews", "assistants"].contains(&route.tag);
    ROUTES.iter().any(|route| route.path == path) && !ROUTES.iter().filter(either).any(|route| route.path == path)
}

pub const ROUTES: &[Route] = &[
    route(
        "POST",
        "/api/v1/projects/{id}/storyboard/asks",
        "films",
        "Asks a language model about a step of the storyboard.",
    ),
    route(
        "GET",
        "/api/v1/administration",
        "administration",
        "Shows an administrator the studio's state: people, films, jobs, storage.",
    ),
    route("GET", "/api/v1/administration/backups", "administration", "Lists backups, and when the next is due."),
    route("POST", "/api/v1/administration/backups", "administration", "Asks for a backup now."),
    route("POST", "/api/v1/administration/clear", "administration", "Clears what a film keeps but does not need."),
    route("POST", "/api/v1/administration/jobs/{task}/retry", "administration", "Tries a job again that was given up."),
    route("POST", "/api/v1/destinations/connect", "exports", "Begins to connect a cloud on a page of its own."),
    route("GET", "/api/v1/me", "account", "Tells who is logged in."),
    route("PATCH", "/api/v1/me", "account", "Changes one's own name."),
    route("DELETE", "/api/v1/me", "account", "Deletes one's own account with its films."),
    route("GET", "/api/v1/me/account", "account", "Shows one's own account and where it is logged in."),
    route("POST", "/api/v1/me/password", "account", "Changes one's own password."),
    route("DELETE", "/api/v1/me/sessions", "account", "Logs out everywhere else."),
    route("DELETE", "/api/v1/me/sessions/{session}", "account", "Logs out one other browser."),
    route("GET", "/api/v1/me/money", "money", "Tells one's credit, what is held back and what was spent."),
    route("POST", "/api/v1/users/{user}/credits", "money", "Gives a person credit."),
    route("POST", "/api/v1/read", "scripts", "Reads the text out of a file with a script."),
    route("GET", "/api/v1/voices", "makers", "Lists the voices."),
    route("GET", "/api/v1/makers", "makers", "Lists the models that films can be made with, each with its price."),
    route("GET", "/api/v1/projects", "films", "Lists films, the last changed first."),
    route("POST", "/api/v1/projects", "films", "Keeps a script as a film that is not begun."),
    route("GET", "/api/v1/projects/{id}", "films", "Shows a film with its shots."),
    route("PATCH", "/api/v1/projects/{id}", "films", "Changes a film's title, script or settings."),
    route("DELETE", "/api/v1/projects/{id}", "films", "Deletes a film with all that was made for it."),
    route("POST", "/api/v1/projects/{id}/script/preview", "films", "Tells what another script would change."),
    route("POST", "/api/v1/projects/{id}/commands", "films", "Starts, pauses, resumes, stops or retries a film."),
    route("POST", "/api/v1/projects/{id}/edits", "films", "Changes a shot, a line or a sound."),
    route("POST", "/api/v1/projects/{id}/pictures", "films", "Sends a picture."),
    route("POST", "/api/v1/projects/{id}/recordings", "films", "Sends a recording."),
    route(
        "POST",
        "/api/v1/projects/{id}/shots/{shot}/frame",
        "films",
        "Says which picture a shot begins or ends with.",
    ),
    route("POST", "/api/v1/projects/{id}/undo", "films", "Takes the last change back."),
    route("POST", "/api/v1/projects/{id}/redo", "films", "Does a change again that was taken back."),
    route("GET", "/api/v1/projects/{id}/advice", "films", "Tells what could be better in the script."),
    route("GET", "/api/v1/projects/{id}/hear", "films", "Lets a voice be heard."),
    route("GET", "/api/v1/projects/{id}/events", "films", "Tells what happens to a film, as Server-Sent Events."),
    route("GET", "/api/v1/projects/{id}/events.json", "films", "Lists what happened to a film."),
    route("GET", "/api/v1/projects/{id}/storyboard", "storyboard", "Shows the storyboard."),
    route(
        "POST",
        "/api/v1/projects/{id}/storyboard/choices",
        "storyboard",
        "Chooses one of what is offered for the story.",
    ),
    route("POST", "/api/v1/ideas", "storyboard", "Makes a script of an idea."),
    route("GET", "/api/v1/projects/{id}/receipts", "money", "Lists what was bought for a film."),
    route("GET", "/api/v1/projects/{id}/receipts.csv", "money", "Lists what was bought for a film, as a table."),
    route("GET", "/api/v1/projects/{id}/summary", "money", "Sums up what was made, how long it took and what it cost."),
    route("GET", "/api/v1/projects/{id}/runs", "money", "Lists the runs of a film."),
    route("GET", "/api/v1/projects/{id}/runs/{number}", "money", "Shows one run with its steps."),
    route(
        "POST",
        "/api/v1/projects/{id}/attempts/{attempt}/settle",
        "money",
        "Says what became of an order that nobody knows of.",
    ),
    route("GET", "/api/v1/key-tests", "makers", "Lists what tests of keys found."),
    route("GET", "/api/v1/providers", "makers", "Tells how the makers do."),
    route("GET", "/api/v1/cache", "storage", "Tells what is kept for later and how large it is."),
    route("DELETE", "/api/v1/cache", "storage", "Throws away what is kept for later."),
    route("GET", "/api/v1/keys", "makers", "Lists the keys of makers, without the keys."),
    route("PUT", "/api/v1/keys/{provider}", "makers", "Sets the key of a maker."),
    route("DELETE", "/api/v1/keys/{provider}", "makers", "Forgets the key of a maker."),
    route("POST", "/api/v1/keys/{provider}/test", "makers", "Tries the key of a maker."),
    route("GET", "/api/v1/people", "people", "Lists the people of the studio."),
    route("GET", "/api/v1/people/{user}", "people", "Shows a person."),
    route("PATCH", "/api/v1/people/{user}", "people", "Changes what a person may do."),
    route("DELETE", "/api/v1/people/{user}", "people", "Deletes a person with their films."),
    route("POST", "/api/v1/people/{user}/reset-link", "people", "Makes a link to set another password."),
    route("GET", "/api/v1/invitations", "people", "Lists invitations."),
    route("POST", "/api/v1/invitations", "people", "Invites somebody."),
    route("DELETE", "/api/v1/invitations/{id}", "people", "Takes an invitation back."),
    route("PUT", "/api/v1/registration", "people", "Says who may make an account."),
    route("GET", "/api/v1/tokens", "token", "Lists one's own API tokens, without the tokens."),
    route("POST", "/api/v1/tokens", "token", "Makes an API token; the answer shows it this once."),
    route("DELETE", "/api/v1/tokens/{id}", "token", "Revokes an API token."),
    route("GET", "/api/v1/projects/{id}/shares", "sharing", "Lists the links that show a film to guests."),
    route("POST", "/api/v1/projects/{id}/shares", "sharing", "Makes a link that shows a film to guests."),
    route("DELETE", "/api/v1/projects/{id}/shares/{share}", "sharing", "Revokes a link."),
    route("GET", "/api/v1/projects/{id}/comments", "sharing", "Lists what guests said."),
    route("PATCH", "/api/v1/projects/{id}/comments/{comment}", "sharing", "Marks a comment as done."),
    route("DELETE", "/api/v1/projects/{id}/comments/{comment}", "sharing", "Deletes a comment."),
    route("GET", "/api/v1/projects/{id}/exports", "exports", "Lists the exports of a film."),
    route("POST", "/api/v1/projects/{id}/exports", "exports", "Makes an export of a film."),
    route("DELETE", "/api/v1/projects/{id}/exports/{export}", "exports", "Stops an export."),
    route("POST", "/api/v1/projects/{id}/exports/{export}/retry", "exports", "Makes an export again that failed."),
    route("GET", "/api/v1/destinations", "exports", "Lists where films can be sent."),
    route("POST", "/api/v1/destinations", "exports", "Adds a place where films can be sent."),
    route("POST", "/api/v1/destinations/google", "exports", "Connects Google Drive."),
    route("DELETE", "/api/v1/destinations/{destination}", "exports", "Removes a place where films can be sent."),
    route("POST", "/api/v1/destinations/{destination}/test", "exports", "Tries a place where films can be sent."),
    route("GET", "/api/v1/projects/{id}/reviews", "reviews", "Lists what was thought of the shots."),
    route("POST", "/api/v1/projects/{id}/reviews/approve", "reviews", "Approves every shot that nothing was said of."),
    route("PUT", "/api/v1/projects/{id}/shots/{shot}/review", "reviews", "Approves a shot, or asks for changes."),
    route("POST", "/mcp", "assistants", "Answers assistants, by the Model Context Protocol."),
];
