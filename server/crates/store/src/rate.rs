//! Slows down those who guess passwords and those who make accounts by the dozen. The tries are counted in the database: all processes of
//! an installation share them, and a restart forgets nothing.

use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    sql_types::{Array, Binary, Double, Integer, Nullable, Timestamptz},
};
use diesel_async::RunQueryDsl;
use sha2::{Digest as _, Sha256};
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// Tries without a wait: for one e-mail address from one place, for all addresses from one place, and for one address from everywhere.
const FREE: i32 = 5;
const FREE_PER_PLACE: i32 = 50;
const FREE_PER_ACCOUNT: i32 = 100;
/// The first wait in seconds; each further try doubles it, up to the longest.
const FIRST_WAIT: f64 = 5.0;
const LONGEST_WAIT: f64 = 15.0 * 60.0;
/// The longest wait for what strangers elsewhere did to an account.
const LONGEST_WAIT_OF_ACCOUNT: f64 = 60.0;
/// After this long without a try, in seconds, all is forgotten.
const MEMORY: f64 = 3600.0;
/// More keys than this are not remembered for long; those that tried the longest ago go first.
const MOST: i64 = 100_000;
/// Each process sweeps at every so many tries.
const SWEEP_EVERY: u32 = 500;

/// Accounts that one place may make without a wait, where nothing else is set.
pub const REGISTRATIONS: u32 = 20;

static TRIES: AtomicU32 = AtomicU32::new(0);

/// Too many tries. Its text is a sentence for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Too many tries. Please wait {} and try again.", words(*wait))]
pub struct TooMany {
    pub wait: Duration,
}

fn words(wait: Duration) -> String {
    match wait.as_secs_f64().ceil() {
        seconds if seconds <= 1.0 => "a second".to_owned(),
        seconds if seconds < 120.0 => format!("{seconds:.0} seconds"),
        seconds => format!("{:.0} minutes", (seconds / 60.0).ceil()),
    }
}

/// What tries are counted under. A digest: what somebody typed is not kept.
fn key(kind: &str, parts: &[&str]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in [kind].iter().chain(parts) {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().to_vec()
}

/// The keys of one place and one account.
struct Keys {
    here: Vec<u8>,
    place: Vec<u8>,
    account: Vec<u8>,
}

impl Keys {
    fn of(email: &str, from: IpAddr) -> Self {
        let email: String = email.trim().to_lowercase().chars().take(254).collect();
        let place = place(from);
        Self {
            here: key("account at place", &[&email, &place]),
            place: key("place", &[&place]),
            account: key("account", &[&email]),
        }
    }
}

fn place(from: IpAddr) -> String {
    match from.to_canonical() {
        // A household has a whole network of IPv6 addresses.
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
        v4 => v4.to_string(),
    }
}

/// Tries under one key.
struct Asked {
    key: Vec<u8>,
    free: i32,
    longest: f64,
    /// It makes only those wait who have tried under this other key.
    only_after: Option<Vec<u8>>,
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Timestamptz)]
    now: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    until: Option<DateTime<Utc>>,
}

impl Store {
    /// Counts a try at a password, before the password is looked at: a hundred at once are a hundred tries. Whoever has not tried here yet
    /// need not wait for what is tried elsewhere.
    pub async fn admit(&self, email: &str, from: IpAddr) -> Result<Result<(), TooMany>, StoreError> {
        self.admit_at(email, from, None).await
    }

    /// [`Store::admit`] at a given time; `None` for the database's.
    pub async fn admit_at(
        &self,
        email: &str,
        from: IpAddr,
        now: Option<DateTime<Utc>>,
    ) -> Result<Result<(), TooMany>, StoreError> {
        let Keys { here, place, account } = Keys::of(email, from);
        let all = [
            Asked { key: here.clone(), free: FREE, longest: LONGEST_WAIT, only_after: None },
            Asked { key: place, free: FREE_PER_PLACE, longest: LONGEST_WAIT, only_after: None },
            Asked { key: account, free: FREE_PER_ACCOUNT, longest: LONGEST_WAIT_OF_ACCOUNT, only_after: Some(here) },
        ];
        self.count_try(&all, now).await
    }

    /// The password was right: this person's tries from this place are forgotten, and nobody there has to wait for this one.
    pub async fn succeeded(&self, email: &str, from: IpAddr) -> Result<(), StoreError> {
        let Keys { here, place, account } = Keys::of(email, from);
        diesel::sql_query(
            "WITH gone AS (DELETE FROM tries WHERE key = $1)
             UPDATE tries SET count = greatest(count - 1, 0), until = CASE WHEN key = $2 THEN last ELSE until END
             WHERE key IN ($2, $3)",
        )
        .bind::<Binary, _>(here)
        .bind::<Binary, _>(place)
        .bind::<Binary, _>(account)
        .execute(&mut self.conn().await?)
        .await?;
        Ok(())
    }

    /// Counts a registration from a place, of which so many are free; one that succeeds counts as well.
    pub async fn admit_registration(&self, from: IpAddr, free: u32) -> Result<Result<(), TooMany>, StoreError> {
        self.admit_registration_at(from, free, None).await
    }

    /// [`Store::admit_registration`] at a given time; `None` for the database's.
    pub async fn admit_registration_at(
        &self,
        from: IpAddr,
        free: u32,
        now: Option<DateTime<Utc>>,
    ) -> Result<Result<(), TooMany>, StoreError> {
        let free = i32::try_from(free).unwrap_or(i32::MAX);
        let key = key("registration", &[&place(from)]);
        self.count_try(&[Asked { key, free, longest: LONGEST_WAIT, only_after: None }], now).await
    }

    /// Counts something that a stranger sends from a place, of one kind and to one receiver; so many are free, then each waits longer.
    pub async fn admit_guest(
        &self,
        kind: &str,
        receiver: &str,
        from: IpAddr,
        free: u32,
    ) -> Result<Result<(), TooMany>, StoreError> {
        let free = i32::try_from(free).unwrap_or(i32::MAX);
        let key = key(kind, &[receiver, &place(from)]);
        self.count_try(&[Asked { key, free, longest: LONGEST_WAIT, only_after: None }], None).await
    }

    async fn count_try(&self, all: &[Asked], now: Option<DateTime<Utc>>) -> Result<Result<(), TooMany>, StoreError> {
        if TRIES.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.sweep_tries_at(now, MOST).await?;
        }
        let keys: Vec<&[u8]> = all.iter().map(|one| one.key.as_slice()).collect();
        let free: Vec<i32> = all.iter().map(|one| one.free).collect();
        let longest: Vec<f64> = all.iter().map(|one| one.longest).collect();
        let only_after: Vec<Option<&[u8]>> = all.iter().map(|one| one.only_after.as_deref()).collect();
        let held: Held = diesel::sql_query(
            "SELECT now, count_try($1, $2, $3, $4, $5, $6, now) AS until
             FROM (SELECT coalesce($7, clock_timestamp()) AS now OFFSET 0) AS clock",
        )
        .bind::<Array<Binary>, _>(keys)
        .bind::<Array<Integer>, _>(free)
        .bind::<Array<Double>, _>(longest)
        .bind::<Array<Nullable<Binary>>, _>(only_after)
        .bind::<Double, _>(FIRST_WAIT)
        .bind::<Double, _>(MEMORY)
        .bind::<Nullable<Timestamptz>, _>(now)
        .get_result(&mut self.conn().await?)
        .await?;
        Ok(match held.until {
            Some(until) => Err(TooMany { wait: (until - held.now).to_std().unwrap_or_default() }),
            None => Ok(()),
        })
    }

    /// Forgets tries that are over. Gives how many keys are remembered.
    pub async fn sweep_tries(&self) -> Result<i64, StoreError> {
        self.sweep_tries_at(None, MOST).await
    }

    /// [`Store::sweep_tries`] at a given time; of more than `most` keys the older half is forgotten.
    pub async fn sweep_tries_at(&self, now: Option<DateTime<Utc>>, most: i64) -> Result<i64, StoreError> {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            count: i64,
        }
        let count = "SELECT count(*) AS count FROM tries";
        let mut conn = self.conn().await?;
        diesel::sql_query("DELETE FROM tries WHERE last < coalesce($1, clock_timestamp()) - make_interval(secs => $2)")
            .bind::<Nullable<Timestamptz>, _>(now)
            .bind::<Double, _>(MEMORY)
            .execute(&mut conn)
            .await?;
        let kept: Count = diesel::sql_query(count).get_result(&mut conn).await?;
        if kept.count <= most {
            return Ok(kept.count);
        }
        diesel::sql_query(
            "DELETE FROM tries WHERE key IN (SELECT key FROM tries ORDER BY until, last LIMIT $1 FOR UPDATE SKIP LOCKED)",
        )
        .bind::<diesel::sql_types::BigInt, _>(kept.count - most / 2)
        .execute(&mut conn)
        .await?;
        Ok(diesel::sql_query(count).get_result::<Count>(&mut conn).await?.count)
    }
}
