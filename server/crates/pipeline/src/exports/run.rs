//! Works on exports, one at a time in a process: what a process that ended held, another takes up when its lease runs out.

use super::stopped::{Finished, Stopped};
use crate::{Error, Studio};
use media::MediaError;
use std::time::Duration;
use store::exports::{self, End, Held};

/// How often it is looked for an export that another process gave up.
const POLL: Duration = Duration::from_secs(5);
/// How often a file is tried to be made, and to be sent.
const TRIES: i32 = 4;
const SENDINGS: i32 = 12;
/// How long is waited for room on the disk, in seconds.
const FULL: f64 = 60.0;

impl Studio {
    /// Works on exports until the studio stops.
    pub(crate) async fn tend_exports(self) {
        let stop = self.stopping();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.exporting().notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
            while !stop.is_cancelled() {
                match self.next_export().await {
                    Ok(Some(held)) => self.work_on_export(&held).await,
                    Ok(None) => break,
                    Err(error) => {
                        tracing::warn!(detail = error.detail(), "exports could not be looked for");
                        break;
                    }
                }
            }
        }
    }

    /// Looks for exports again when this one's time has come.
    fn look_again(&self, seconds: f64) {
        let studio = self.clone();
        self.spawn(async move {
            let stop = studio.stopping();
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(Duration::from_secs_f64(seconds + 0.1)) => studio.exporting().notify_one(),
            }
        });
    }

    /// Makes the file, and sends it where it should go.
    async fn finish_export(&self, held: &Held) -> Result<Finished, Stopped> {
        let (key, bytes) = self.make_export(held).await?;
        let url = match held.row.destination_id {
            Some(destination) => Some(self.send_export(held, destination, &key, bytes).await?),
            None => None,
        };
        Ok(Finished { key, bytes, url })
    }

    async fn next_export(&self) -> Result<Option<Held>, Error> {
        Ok(exports::claim(&mut *self.store().reserved().conn().await?, self.lease_seconds()).await?)
    }

    fn lease_seconds(&self) -> f64 {
        self.lease_time().as_seconds_f64()
    }

    async fn work_on_export(&self, held: &Held) {
        let stop = self.stopping();
        let end = tokio::select! {
            done = self.finish_export(held) => Some(ending(done, held.row.tries)),
            () = self.hold_export(held) => None,
            () = stop.cancelled() => Some(Ending::Returned),
        };
        // A lease that is lost writes nothing: the export was cancelled, or somebody else has it.
        let Some(end) = end else { return };
        if let Ending::Again(seconds, _) = &end {
            self.look_again(*seconds);
        }
        let written = async {
            let store = self.store().reserved();
            let mut conn = store.conn().await?;
            exports::end(&mut conn, held, &end.as_end()).await?;
            self.tell_export(&mut conn, held.row.project()).await
        };
        if let Err(error) = written.await {
            // Its lease runs out, and it is taken up again.
            tracing::warn!(detail = error.detail(), export = %held.row.id, "how an export ended was not written down");
        }
    }

    /// Prolongs the lease for as long as it is ours; ends when it is lost.
    async fn hold_export(&self, held: &Held) {
        loop {
            tokio::time::sleep(self.config().lease / 3).await;
            let extended = async {
                let store = self.store().reserved();
                let mut conn = store.conn().await?;
                Ok::<_, Error>(exports::extend(&mut conn, held, self.lease_seconds()).await?)
            };
            match extended.await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(detail = error.detail(), "the lease of an export was not prolonged"),
            }
        }
    }
}

/// What an export comes to.
enum Ending {
    Done(Finished),
    Failed(String),
    Again(f64, String),
    Returned,
}

impl Ending {
    fn as_end(&self) -> End<'_> {
        match self {
            Self::Done(done) => End::Done { file_key: &done.key, bytes: done.bytes, url: done.url.as_deref() },
            Self::Failed(sentence) => End::Failed(sentence),
            Self::Again(seconds, sentence) => End::Again(*seconds, sentence),
            Self::Returned => End::Returned,
        }
    }
}

/// How long is waited before the next try, in seconds: twice as long each time, ten minutes at most.
fn pause(tries: i32) -> f64 {
    2f64.powi(tries.clamp(1, 10)).min(600.0)
}

fn ending(done: Result<Finished, Stopped>, tries: i32) -> Ending {
    let error = match done {
        Ok(done) => return Ending::Done(done),
        Err(Stopped::Later(sentence)) if tries < SENDINGS => {
            return Ending::Again(pause(tries), format!("{sentence} Trying again soon."));
        }
        Err(Stopped::Later(sentence)) => return Ending::Failed(sentence),
        Err(Stopped::Error(error)) => error,
    };
    match error {
        error if error.is_full_disk() => {
            Ending::Again(FULL, "The disk of this studio is full. The export goes on when there is room.".to_owned())
        }
        Error::Busy(..) => {
            Ending::Again(pause(tries), "The studio is busy. The export goes on in a moment.".to_owned())
        }
        Error::Internal(cause) => {
            tracing::warn!(cause = format!("{cause:#}"), tries, "an export failed");
            if tries < TRIES {
                Ending::Again(pause(tries), "It did not work; trying again soon.".to_owned())
            } else {
                Ending::Failed(sentence(&cause))
            }
        }
        error => Ending::Failed(error.to_string()),
    }
}

/// What a person is told of a failure that trying again did not mend.
fn sentence(cause: &anyhow::Error) -> String {
    match cause.downcast_ref::<MediaError>() {
        Some(error) => format!("The export could not be made. {error}"),
        None => "The export could not be made; whoever runs this studio finds the reason in its log.".to_owned(),
    }
}
