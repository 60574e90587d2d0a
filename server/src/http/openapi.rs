//! The description of the API: OpenAPI 3.1, derived from the handlers that programs ask with tokens and from those under the paths that other
//! products know; the routes that the site's own people ask are named beside them.

mod people;

use super::{jobs, routes::Routes, seed, token_routes, webhooks};
use axum::{Json, routing::get};
use serde_json::Value;
use std::sync::LazyLock;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Content, HttpMethod, PathItem, Ref, RefOr, Response, ResponseBuilder,
        path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Director Studio",
        description = "A script goes in, a finished film comes out. Errors are application/problem+json (RFC 9457)."
    ),
    components(schemas(Problem)),
    modifiers(&Tokens)
)]
struct Described;

/// What went wrong (RFC 9457). Some problems have further members, such as `needed` and `have`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct Problem {
    r#type: String,
    title: String,
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// A word for programs.
    code: String,
    /// The same as `detail`.
    message: String,
    /// The field of the request that it is about: `settings/video`.
    field: Option<String>,
    errors: Option<Vec<ProblemAt>>,
}

/// A field that is wrong.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct ProblemAt {
    /// A JSON pointer: `#/settings/video`.
    pointer: String,
    detail: String,
}

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token: ds_live_… or ds_test_…"))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
        let cookie =
            ApiKeyValue::with_description("studio", "The session of whoever is logged in; __Host-studio over https.");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// The whole document.
pub static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
    let mut document = Described::openapi();
    for part in [token_routes::Described::openapi(), jobs::Described::openapi(), webhooks::Described::openapi()] {
        document.merge(part);
    }
    for part in seed::described() {
        document.merge(part);
    }
    for route in people::ROUTES {
        let (method, item) = item(route);
        match document.paths.paths.get_mut(route.path) {
            Some(there) => there.merge_operations(item),
            None => {
                let _none = document.paths.paths.insert(route.path.to_owned(), item);
            }
        }
        debug_assert!(document.paths.get_path_operation(route.path, method).is_some(), "{}", route.path);
    }
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            complete(path, operation);
        }
    }
    document
});

pub fn routes() -> Routes {
    Routes::new().route("/openapi.json", get(document))
}

async fn document() -> Json<&'static utoipa::openapi::OpenApi> {
    Json(&DOCUMENT)
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

/// The item of a route that is named in a table.
fn item(route: &people::Route) -> (HttpMethod, PathItem) {
    let method = match route.method {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    let path = route.path.strip_prefix("/api/v1").unwrap_or(route.path);
    let words: Vec<&str> = path.split(['/', '.']).filter(|word| !word.is_empty() && !word.starts_with('{')).collect();
    let id = format!("{}_{}", route.method.to_lowercase(), words.join("_").replace('-', "_"));
    let of = |part: &str| part.trim_matches(['{', '}']).to_owned();
    let parameters = route.path.split('/').filter(|part| part.starts_with('{')).map(|part| {
        ParameterBuilder::new()
            .name(of(part))
            .parameter_in(ParameterIn::Path)
            .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
            .build()
    });
    let of_one = if route.path.ends_with('}') { "_one" } else { "" };
    let operation = OperationBuilder::new()
        .operation_id(Some(format!("{id}{of_one}")))
        .tag(route.tag)
        .summary(Some(route.summary))
        .parameters(Some(parameters))
        .response("200", ResponseBuilder::new().description("done.").build());
    (method.clone(), PathItem::new(method, operation.build()))
}

/// What holds for every operation: who may ask, what is refused and how.
fn complete(path: &str, operation: &mut Operation) {
    let everybody = ["/api/auth/register", "/api/auth/login", "/api/auth/logout"].contains(&path);
    let of_session = path == "/me" || path == "/api/auth/me" || people::is_of_session(path);
    let (token, session) = (
        SecurityRequirement::new::<_, [String; 0], String>("token", []),
        SecurityRequirement::new::<_, [String; 0], String>("session", []),
    );
    operation.security = Some(match (everybody, of_session, people::is_of_token(path)) {
        (true, ..) => Vec::new(),
        (_, true, _) => vec![session],
        (_, _, true) => vec![token],
        _ => vec![token, session],
    });
    let responses = &mut operation.responses.responses;
    let mut refused = |status: &str, description: &str| {
        let response = || RefOr::T(Response::new(description));
        responses.entry(status.to_owned()).or_insert_with(response);
    };
    if !everybody {
        refused("401", "nobody is known by the token or the session that was sent.");
        refused("403", "it is not for this token or this person.");
    }
    if path.contains('{') {
        refused("404", "there is no such thing for whoever asks.");
    }
    if operation.request_body.is_some() {
        refused("400", "the body is no JSON.");
        refused("413", "the body is too large.");
        refused("415", "the body says that it is no JSON.");
        refused("422", "a field is wrong; `field` names it.");
    }
    refused("429", "too many requests; see Retry-After.");
    refused("503", "the studio is busy; see Retry-After.");
    let problem = || RefOr::T(Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem")))));
    for (status, response) in responses.iter_mut() {
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response) {
            response.content.insert("application/problem+json".to_owned(), problem());
        }
    }
}

/// The document as JSON, as it is answered.
pub fn json() -> Value {
    serde_json::to_value(&*DOCUMENT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the document lies in the repository.
    const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");

    #[test]
    fn the_document_in_the_repository_is_the_one_that_is_answered() {
        let now = format!("{}\n", serde_json::to_string_pretty(&json()).unwrap());
        if std::env::var_os("STUDIO_WRITE_SNAPSHOTS").is_some() {
            std::fs::write(SNAPSHOT, &now).unwrap();
        }
        let kept = std::fs::read_to_string(SNAPSHOT).unwrap_or_default();
        assert!(
            kept == now,
            "docs/openapi.json is not the document of today: run this test with STUDIO_WRITE_SNAPSHOTS=1"
        );
    }

    #[test]
    fn no_route_of_the_api_is_without_a_description() {
        let document = json();
        let known = crate::http::addresses_of_routes();
        let of_api = |path: &&String| path.starts_with("/api/") || *path == "/me" || *path == "/mcp";
        for path in known.iter().filter(of_api).filter(|path| !path.ends_with("openapi.json")) {
            assert!(document["paths"].get(path).is_some(), "{path} has no description");
        }
        for path in document["paths"].as_object().unwrap().keys() {
            assert!(known.contains(path), "nothing answers {path}, which is described");
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_a_sentence() {
        let document = json();
        let mut names = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                names.push(operation["operationId"].as_str().unwrap().to_owned());
                assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{method} {path}");
            }
        }
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    }
}
