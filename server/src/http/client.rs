//! The client of a request, as far as proxies can be believed.

use super::{App, reply::Problem};
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{StatusCode, request::Parts},
    middleware::Next,
    response::Response,
};
use pipeline::Client;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Puts the [`Client`] on every request.
pub async fn put_on_request(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    // All whose address is not known are one client.
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let client = Client(app.web.trusted.client(peer, request.headers()));
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Where a request comes from.
pub struct From(pub Client);

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let sentence = "Something went wrong on our side. Nothing is lost; please try again.";
        let client = parts.extensions.get::<Client>().copied();
        client.map(Self).ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, sentence))
    }
}
