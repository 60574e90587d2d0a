//! A body that ends when its film is not shared any more, even in the middle.

use axum::{body::Body, response::Response};
use futures::{TryStreamExt as _, stream};
use std::{
    io,
    time::{Duration, Instant},
};

/// How often it is looked, while a film is sent, whether its link still opens.
pub const LOOK: Duration = Duration::from_millis(900);

/// Sends the body for as long as `check` says so, which is asked before the first part that is due so long after the last look.
pub fn while_true<C, F>(response: Response, every: Duration, check: C) -> Response
where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = bool> + Send,
{
    response.map(|body| {
        let begin = (body.into_data_stream(), Instant::now());
        Body::from_stream(stream::try_unfold(begin, move |(mut parts, mut looked)| {
            let check = check.clone();
            async move {
                if looked.elapsed() >= every {
                    if !check().await {
                        return Err(axum::Error::new(io::Error::other("the link was revoked")));
                    }
                    looked = Instant::now();
                }
                Ok(parts.try_next().await?.map(|part| (part, (parts, looked))))
            }
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse as _;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    #[tokio::test]
    async fn a_film_is_cut_off_in_the_middle_when_its_link_is_revoked() {
        let parts = || stream::iter([Ok::<_, io::Error>("one"), Ok("two"), Ok("three")]);
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = looks.clone();
        let check = move || {
            let looks = counted.clone();
            async move { looks.fetch_add(1, Ordering::Relaxed) < 2 }
        };
        let body = Body::from_stream(parts()).into_response();
        let mut sent = while_true(body, Duration::ZERO, check).into_body().into_data_stream();
        assert_eq!(sent.try_next().await.unwrap().unwrap(), "one");
        assert_eq!(sent.try_next().await.unwrap().unwrap(), "two");
        assert!(sent.try_next().await.is_err(), "the third look says that the link is over");
        let whole = while_true(Body::from_stream(parts()).into_response(), LOOK, || async { false });
        let all = axum::body::to_bytes(whole.into_body(), 100).await.unwrap();
        assert_eq!(all, "onetwothree", "nothing is asked before it is due");
    }
}
