//! The states of attempts against a model: workers that sleep, die and come back, and a provider that charges for everything that
//! reaches it. In the check every run sees the same cases; long random runs are asked for:
//! `ATTEMPT_CASES=2000 ATTEMPT_SEED=7 cargo test -p store --test store attempts_model`.

use chrono::TimeDelta;
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use model::{ProjectId, UserId};
use proptest::{prelude::*, test_runner::RngSeed};
use std::collections::BTreeMap;
use store::{
    attempts::{self, AttemptRow, End, NewAttempt, NotReserved},
    figures,
    ledger::{self, CreditRule},
};
use testkit::TestDatabase;
use tokio::runtime::Runtime;
use uuid::Uuid;

const CAP: i64 = 400;
const WORKERS: usize = 3;

fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    ProptestConfig {
        cases: number("ATTEMPT_CASES").map_or(40, |cases| cases as u32),
        rng_seed: RngSeed::Fixed(number("ATTEMPT_SEED").unwrap_or(20_261_121)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What becomes of a request that creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is charged, and the answer is written down.
    Told,
    /// It is charged, and the answer is lost.
    Lost,
    /// It never arrives, and nobody can tell.
    Vanished,
    /// It is charged, and the worker dies before it can write anything down.
    DiedAfter,
    /// The worker dies before it sends.
    DiedBefore,
    /// The provider says that nothing was created.
    Refused,
}

impl Fate {
    fn charges(self) -> bool {
        matches!(self, Self::Told | Self::Lost | Self::DiedAfter)
    }
}

/// What happens; attempts and steps are named by numbers, which count round.
#[derive(Clone, Debug)]
enum Op {
    Reserve {
        step: u8,
        cents: i64,
    },
    /// Two workers begin the same attempt at once.
    Begin {
        at: usize,
        fate: Fate,
    },
    /// A worker finds a call that nobody ended.
    TakeForLost {
        at: usize,
    },
    /// A worker looks the task up, and remembers what it saw, however long it sleeps then.
    Look {
        at: usize,
        worker: usize,
    },
    /// It acts on what it saw.
    SendAgain {
        worker: usize,
        fate: Fate,
    },
    Poll {
        at: usize,
    },
    /// A person names its task, rightly or wrongly.
    Name {
        at: usize,
    },
    /// The provider shows the task.
    See {
        at: usize,
    },
    /// The result is there; what is billed is a part of the estimate or more than it, in percent, where it is said.
    Done {
        at: usize,
        billed: Option<i64>,
    },
    Fail {
        at: usize,
        billed: Option<i64>,
    },
    Abandon,
}

fn fate() -> impl Strategy<Value = Fate> {
    use Fate::*;
    proptest::sample::select(vec![Told, Told, Lost, Lost, Vanished, DiedAfter, DiedBefore, Refused])
}

fn op() -> impl Strategy<Value = Op> {
    let at = 0..64_usize;
    let billed = || proptest::option::of(0..=250_i64);
    prop_oneof![
        4 => (0..4_u8, 0..150_i64).prop_map(|(step, cents)| Op::Reserve { step, cents }),
        4 => (at.clone(), fate()).prop_map(|(at, fate)| Op::Begin { at, fate }),
        3 => at.clone().prop_map(|at| Op::TakeForLost { at }),
        5 => (at.clone(), 0..WORKERS).prop_map(|(at, worker)| Op::Look { at, worker }),
        5 => (0..WORKERS, fate()).prop_map(|(worker, fate)| Op::SendAgain { worker, fate }),
        1 => at.clone().prop_map(|at| Op::Poll { at }),
        2 => at.clone().prop_map(|at| Op::Name { at }),
        1 => at.clone().prop_map(|at| Op::See { at }),
        3 => (at.clone(), billed()).prop_map(|(at, billed)| Op::Done { at, billed }),
        1 => (at, billed()).prop_map(|(at, billed)| Op::Fail { at, billed }),
        1 => Just(Op::Abandon),
    ]
}

/// What must be known of an attempt.
#[derive(Clone, Debug)]
struct Known {
    id: Uuid,
    external_id: String,
    step: u8,
    state: &'static str,
    estimate: i64,
    billed: Option<i64>,
    /// Counts the times that its outcome became unknown.
    doubts: u32,
    /// A person named its task, and nobody has seen it.
    named: bool,
    failure: bool,
}

impl Known {
    fn open(&self) -> bool {
        !matches!(self.state, "done" | "failed")
    }
}

/// What a worker saw before it fell asleep.
#[derive(Clone, Debug)]
struct Seen {
    at: usize,
    row: AttemptRow,
    doubts: u32,
}

struct World<'a> {
    database: &'a TestDatabase,
    who: UserId,
    project: ProjectId,
    known: Vec<Known>,
    seen: [Option<Seen>; WORKERS],
    /// How often the provider charged for each name, as if it knew no duplicates.
    charges: BTreeMap<String, u32>,
}

impl World<'_> {
    async fn step(&mut self, op: Op) -> Result<(), TestCaseError> {
        let store = self.database.store();
        let mut conn = store.conn().await.unwrap();
        let count = self.known.len();
        let pick = |at: usize| (count > 0).then(|| at % count);
        match op {
            Op::Reserve { step, cents } => self.reserve(&mut conn, step, cents).await?,
            Op::Begin { at, fate } => {
                let Some(at) = pick(at) else { return Ok(()) };
                let id = self.known[at].id;
                let mut other = store.conn().await.unwrap();
                let both = tokio::join!(attempts::begin(&mut conn, id), attempts::begin(&mut other, id));
                let begun = usize::from(both.0.unwrap()) + usize::from(both.1.unwrap());
                prop_assert_eq!(begun, usize::from(self.known[at].state == "intent"));
                if begun == 1 {
                    self.known[at].state = "calling";
                    self.send(&mut conn, at, fate).await?;
                }
            }
            Op::TakeForLost { at } => {
                let Some(at) = pick(at) else { return Ok(()) };
                self.doubt(&mut conn, at).await?;
            }
            Op::Look { at, worker } => {
                let Some(at) = pick(at) else { return Ok(()) };
                let row = attempts::get(&mut conn, self.known[at].id).await.unwrap();
                if row.state != "unknown" {
                    return Ok(());
                }
                attempts::looked(&mut conn, row.id).await.unwrap();
                if self.charges.contains_key(&row.external_id) {
                    prop_assert!(attempts::created(&mut conn, row.id, "task").await.unwrap());
                    self.known[at].state = "created";
                } else {
                    self.seen[worker] = Some(Seen { at, row, doubts: self.known[at].doubts });
                }
            }
            Op::SendAgain { worker, fate } => {
                let Some(seen) = self.seen[worker].take() else { return Ok(()) };
                let known = &self.known[seen.at];
                let expected = known.state == "unknown" && known.doubts == seen.doubts;
                let sent = attempts::send_again(&mut conn, seen.row.id, seen.row.unknown_since).await.unwrap();
                prop_assert_eq!(sent, expected, "a proof counts for its own doubt only");
                if sent {
                    self.known[seen.at].state = "calling";
                    self.send(&mut conn, seen.at, fate).await?;
                }
            }
            Op::Poll { at } => {
                let Some(at) = pick(at) else { return Ok(()) };
                attempts::polled(&mut conn, self.known[at].id, "busy").await.unwrap();
            }
            Op::Name { at } => {
                let Some(at) = pick(at) else { return Ok(()) };
                let known = &mut self.known[at];
                let doubtful = known.state == "unknown" || (known.state == "created" && known.named);
                prop_assert_eq!(attempts::name(&mut conn, known.id, "task-7").await.unwrap(), doubtful);
                if doubtful {
                    (known.state, known.named) = ("created", true);
                }
            }
            Op::See { at } => {
                let Some(at) = pick(at) else { return Ok(()) };
                attempts::seen(&mut conn, self.known[at].id, "task-7").await.unwrap();
                self.known[at].named &= self.known[at].state != "created";
            }
            Op::Done { at, billed } => {
                let Some(at) = pick(at).filter(|at| matches!(self.known[*at].state, "created" | "done")) else {
                    return Ok(());
                };
                self.end(at, false, billed).await?;
            }
            Op::Fail { at, billed } => {
                let Some(at) = pick(at) else { return Ok(()) };
                self.end(at, true, billed).await?;
            }
            Op::Abandon => {
                (*conn)
                    .transaction(async |conn: &mut AsyncPgConnection| {
                        attempts::abandon(conn, self.project, "gone").await
                    })
                    .await
                    .unwrap();
                for known in self.known.iter_mut().filter(|known| known.open()) {
                    known.billed = Some(if known.state == "intent" { 0 } else { known.estimate });
                    (known.state, known.failure) = ("failed", true);
                }
            }
        }
        Ok(())
    }

    async fn reserve(&mut self, conn: &mut AsyncPgConnection, step: u8, cents: i64) -> Result<(), TestCaseError> {
        let fingerprint = format!("step-{step}");
        let open = attempts::open(conn, self.project, &fingerprint).await.unwrap();
        let expected = self.known.iter().find(|known| known.open() && known.step == step);
        prop_assert_eq!(open.map(|row| row.id), expected.map(|known| known.id));
        if expected.is_some() {
            return Ok(());
        }
        let name = format!("ds1-{}-{step}", self.project.0.simple());
        let new = NewAttempt {
            owner: self.who,
            project: self.project,
            shot: None,
            fingerprint: &fingerprint,
            step: serde_json::json!({}),
            provider: "kling",
            model: "kling-3.0",
            name: &name,
            estimate_cents: cents,
            cap_cents: Some(CAP),
            account: "a",
            own_key: false,
            rule: CreditRule::Granted,
            place: "kling-3.0",
            slots: 0,
            doubt: TimeDelta::minutes(20),
            // Every case is a film of the same person.
            shared: false,
        };
        let reserved =
            conn.transaction(async |conn: &mut AsyncPgConnection| attempts::reserve(conn, new).await).await.unwrap();
        let committed = self.committed();
        match reserved {
            Ok(row) => {
                prop_assert!(committed + cents <= CAP);
                prop_assert!(self.known.iter().all(|known| known.external_id != row.external_id));
                let (external_id, state) = (row.external_id, "intent");
                let (billed, doubts, named, failure) = (None, 0, false, false);
                self.known.push(Known {
                    id: row.id,
                    external_id,
                    step,
                    state,
                    estimate: cents,
                    billed,
                    doubts,
                    named,
                    failure,
                });
            }
            Err(why) => {
                prop_assert_eq!(why, NotReserved::Budget { committed, cap: CAP });
                prop_assert!(committed + cents > CAP);
            }
        }
        Ok(())
    }

    async fn send(&mut self, conn: &mut AsyncPgConnection, at: usize, fate: Fate) -> Result<(), TestCaseError> {
        let row = attempts::get(conn, self.known[at].id).await.unwrap();
        if fate.charges() {
            *self.charges.entry(row.external_id.clone()).or_default() += 1;
        }
        match fate {
            Fate::Told => {
                prop_assert!(attempts::created(conn, row.id, "task").await.unwrap());
                self.known[at].state = "created";
            }
            Fate::Lost | Fate::Vanished => self.doubt(conn, at).await?,
            Fate::DiedAfter | Fate::DiedBefore => {}
            Fate::Refused => {
                prop_assert!(attempts::is_calling(conn, &row).await.unwrap());
                self.end(at, true, Some(0)).await?;
            }
        }
        Ok(())
    }

    async fn doubt(&mut self, conn: &mut AsyncPgConnection, at: usize) -> Result<(), TestCaseError> {
        let doubted = attempts::unknown(conn, self.known[at].id, "who knows").await.unwrap();
        prop_assert_eq!(doubted, self.known[at].state == "calling");
        if doubted {
            self.known[at].state = "unknown";
            self.known[at].doubts += 1;
        }
        Ok(())
    }

    /// Two workers end it at once: one of them charges.
    async fn end(&mut self, at: usize, failure: bool, percent: Option<i64>) -> Result<(), TestCaseError> {
        let known = &mut self.known[at];
        let billed_cents = percent.map(|percent| known.estimate * percent / 100);
        let (store, id) = (self.database.store(), known.id);
        let end = || async {
            let end = End { failure: failure.then_some(("broken", "it broke")), billed_cents };
            let mut conn = store.conn().await.unwrap();
            (*conn).transaction(async |conn: &mut AsyncPgConnection| attempts::end(conn, id, end).await).await.unwrap()
        };
        let both = tokio::join!(end(), end());
        let charged: Vec<i64> = [both.0, both.1].into_iter().flatten().collect();
        if known.open() {
            let expected = billed_cents.unwrap_or(if failure { 0 } else { known.estimate });
            prop_assert_eq!(charged, vec![expected]);
            (known.state, known.billed, known.failure) =
                (if failure { "failed" } else { "done" }, Some(expected), failure);
        } else {
            prop_assert!(charged.is_empty(), "it had ended");
        }
        Ok(())
    }

    fn reserved(&self) -> i64 {
        self.known.iter().filter(|known| known.open()).map(|known| known.estimate).sum()
    }

    fn spent(&self) -> i64 {
        self.known.iter().filter_map(|known| known.billed).sum()
    }

    fn committed(&self) -> i64 {
        self.reserved() + self.spent()
    }

    /// What holds at every moment.
    async fn check(&self) -> Result<(), TestCaseError> {
        let mut conn = self.database.store().conn().await.unwrap();
        let rows = attempts::of_project(&mut conn, self.project).await.unwrap();
        prop_assert_eq!(rows.len(), self.known.len());
        for known in &self.known {
            let row = rows.iter().find(|row| row.id == known.id).unwrap();
            prop_assert_eq!((row.state.as_str(), row.billed_cents), (known.state, known.billed));
            prop_assert_eq!(row.ended_at.is_none(), known.open());
            prop_assert_eq!(row.is_doubtful(), known.state == "unknown" || (known.state == "created" && known.named));
            prop_assert!(self.charges.get(&row.external_id).is_none_or(|charged| *charged <= 1), "charged twice");
        }
        let money = ledger::of_project(&mut conn, self.project).await.unwrap();
        prop_assert_eq!((money.reserved, money.spent), (self.reserved(), self.spent()));
        prop_assert!(
            (0..=CAP).contains(&money.reserved),
            "no more is held back than the cap, and never less than nothing"
        );
        prop_assert_eq!(money.available + money.reserved + money.spent, 0);
        Ok(())
    }
}

#[test]
fn whoever_sleeps_or_dies_nothing_is_charged_twice_and_no_state_moves_back() {
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(TestDatabase::new());
    let who = runtime.block_on(database.store().local_person()).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(config());
    let cases = proptest::collection::vec(op(), 1..50);
    let ended = runner.run(&cases, |ops| {
        let (project, seen) = (ProjectId::new(), [const { None }; WORKERS]);
        let mut world = World { database: &database, who, project, known: Vec::new(), seen, charges: BTreeMap::new() };
        runtime.block_on(async {
            for op in ops {
                world.step(op).await?;
                world.check().await?;
            }
            Ok(())
        })
    });
    assert!(ended.is_ok(), "{}", ended.unwrap_err());
    // All the cases together, as the screens tell them.
    runtime.block_on(async {
        let mut conn = database.store().conn().await.unwrap();
        let bought = figures::of(&mut conn, Some(who)).await.unwrap().remove(0);
        let failed: i64 = figures::failures(&mut conn, None).await.unwrap().iter().map(|one| one.count).sum();
        assert!(bought.done > 0 && failed > 0 && bought.wait_p50.is_some());
        assert_eq!(bought.calls, bought.open + bought.done + failed);
        assert_eq!(bought.spent_cents, ledger::of_user(&mut conn, who).await.unwrap().spent);
    });
}
