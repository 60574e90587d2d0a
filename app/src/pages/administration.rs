//! The studio itself, for administrators: whether it is well, what it spends and keeps, and its backups.

use crate::{
    api::administration::{BackUp, ClearStorage, RetryDead, administration},
    asked::ask,
    ui::{Act, Icon, Skeleton, Title, Trouble, When, money, size},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{
    administration::{
        AdministrationView, BackupState, BackupView, BackupsView, DeadJobView, LimitView, QueueView, SpendView,
        StorageView,
    },
    view::{ProviderHealth, ProviderView},
};

#[component]
pub fn Administration() -> impl IntoView {
    let changes = RwSignal::new(0_u32);
    let all = ask(move || changes.get(), |_| administration());
    let done = Callback::new(move |()| changes.update(|n| *n += 1));
    view! {
        <Title text="Administration" />
        <Suspense fallback=Skeleton>
            {move || Suspend::new(async move {
                match all.await {
                    Ok(view) => view! { <Whole view done /> }.into_any(),
                    Err(problem) => view! { <Trouble problem /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Whole(view: AdministrationView, done: Callback<()>) -> impl IntoView {
    let AdministrationView { spend, queues, dead, storage, free_bytes, providers, exports, backups, limits } = view;
    view! {
        <main id="main" class="narrow">
            <h1>"Administration"</h1>
            <p class="lead"><a href="/people">"People"</a>" and their accounts have a page of their own."</p>
            <Work queues dead done />
            <Backups backups done />
            <Storage storage free_bytes done />
            <Spend spend />
            <Models providers />
            <section class="group" id="exports">
                <h2>"Exports"</h2>
                <p class="tabular">{format!("{} under way · {} done · {} failed · {} cancelled", exports.open, exports.done, exports.failed, exports.cancelled)}</p>
            </section>
            <Limits limits />
        </main>
    }
}

fn waits(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => String::new(),
        s if s < 120.0 => format!(" · the first for {s:.0} s"),
        s => format!(" · the first for {:.0} min", s / 60.0),
    }
}

#[component]
fn Work(queues: Vec<QueueView>, dead: Vec<DeadJobView>, done: Callback<()>) -> impl IntoView {
    let queue = |queue: QueueView| {
        let name = if queue.pool == "compute" { "Computing" } else { "Calls to services" };
        let facts = format!(
            "{} running · {} ready{} · {} later · {} given up",
            queue.running,
            queue.ready,
            waits(queue.oldest_seconds),
            queue.later,
            queue.dead
        );
        view! { <li><div><strong>{name}</strong><small class="dim tabular">{facts}</small></div></li> }
    };
    let none = dead.is_empty();
    let one = move |job: DeadJobView| {
        let tries = format!("{} tries · ", job.tries);
        view! {
            <li class="failed">
                <div>
                    <strong>{job.kind}</strong>
                    <small class="dim">{tries}<When at=job.ended_at /></small>
                    <small class="why">{job.why}</small>
                </div>
                <Act to=RetryDead::PATH fields=vec![("job", job.id.to_string())] done=done>
                    <button type="submit" class="small">"Try again"</button>
                </Act>
            </li>
        }
    };
    view! {
        <section class="group" id="work">
            <h2>"Work"</h2>
            <ul class="people">{queues.into_iter().map(queue).collect_view()}</ul>
            <h3>"Given up"</h3>
            {none.then(|| view! { <p class="dim">"Nothing was given up. Steps of films that failed are told on the film's own page."</p> })}
            <ul class="people">{dead.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Backups(backups: BackupsView, done: Callback<()>) -> impl IntoView {
    let BackupsView { every_hours, keep, folder, next_at, runs } = backups;
    let none = runs.is_empty();
    let plan = match every_hours {
        None => "None is made by itself. STUDIO_BACKUP=daily makes one a day.".to_owned(),
        Some(1) => format!("One an hour; the newest {keep} are kept in {folder}."),
        Some(24) => format!("One a day; the newest {keep} are kept in {folder}."),
        Some(hours) => format!("One every {hours} hours; the newest {keep} are kept in {folder}."),
    };
    let one = |run: BackupView| {
        let (class, icon) = match run.state {
            BackupState::Done => ("made", "check"),
            BackupState::Failed => ("failed", "alert"),
            BackupState::Removed => ("quiet", "close"),
            _ => ("works", "wait"),
        };
        let facts = (run.files > 0).then(|| format!(" · {} files · {}", run.files, size(run.bytes)));
        view! {
            <li class=class>
                <div>
                    <strong><When at=run.begun_at /></strong>
                    <small class="dim tabular">{facts}</small>
                    {run.fault.map(|fault| view! { <small class="why">{fault}</small> })}
                </div>
                <span class=format!("badge {class}")><Icon name=icon /><span>{run.state.label()}</span></span>
            </li>
        }
    };
    view! {
        <section class="group" id="backups">
            <h2>"Backups"</h2>
            <p>{plan} {next_at.map(|at| view! { " The next is due " <When at=at /> "." })}</p>
            <Act to=BackUp::PATH fields=Vec::new() done=done><button type="submit">"Back up now"</button></Act>
            {none.then(|| view! { <p class="dim">"There is none yet."</p> })}
            <ul class="people">{runs.into_iter().map(one).collect_view()}</ul>
            <small class="dim">"A backup does not hold the sealing key: keep secret.key, or STUDIO_SECRET_KEY, in another place."</small>
        </section>
    }
}

#[component]
fn Storage(storage: Vec<StorageView>, free_bytes: Option<u64>, done: Callback<()>) -> impl IntoView {
    let all: u64 = storage.iter().map(|one| one.bytes).sum();
    let free = free_bytes.map(|free| format!(" · {} free on the disk", size(free))).unwrap_or_default();
    let one = move |one: StorageView| {
        let name: String = one.project.to_string().chars().take(13).collect();
        let facts = format!("{} things · {}", one.count, size(one.bytes));
        view! {
            <li>
                <div><strong>{one.owner}</strong><small class="dim tabular">{format!("project {name}… · {facts}")}</small></div>
                <Act to=ClearStorage::PATH fields=vec![("project", one.project.to_string())] done=done>
                    <button type="submit" class="small quiet">"Clear"<span class="visually-hidden">" project "{name}</span></button>
                </Act>
            </li>
        }
    };
    view! {
        <section class="group" id="storage">
            <h2>"Storage"</h2>
            <p class="tabular">{format!("{} in {}{free}", size(all), if storage.len() == 1 { "one project".to_owned() } else { format!("the largest {} projects", storage.len()) })}</p>
            <p class="dim">"Clearing throws away what no film and no timeline shows. What was bought and is still needed stays; the rest is made again when it is asked for."</p>
            <ul class="people">{storage.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Spend(spend: SpendView) -> impl IntoView {
    let one = |what: &'static str, cents: i64| view! { <li><div><strong>{if cents == 0 { "nothing".to_owned() } else { money(cents) }}</strong><small class="dim">{what}</small></div></li> };
    view! {
        <section class="group" id="spend">
            <h2>"Spend"</h2>
            <ul class="people tabular">
                {one("in the last 24 hours", spend.day)}
                {one("in the last 7 days", spend.week)}
                {one("in the last 30 days", spend.month)}
                {one("ever", spend.ever)}
            </ul>
        </section>
    }
}

#[component]
fn Models(providers: Vec<ProviderView>) -> impl IntoView {
    let none = providers.is_empty();
    let one = |view: ProviderView| {
        let failed: u64 = view.failed.values().sum();
        let wait = view.wait_p95.map(|wait| format!(" · 95 of 100 within {wait:.0} s")).unwrap_or_default();
        let facts =
            format!("{} calls · {} open · {failed} failed{wait} · {}", view.calls, view.open, money(view.spent_cents));
        let (class, word) = match view.health {
            ProviderHealth::Fine => ("made", "well"),
            ProviderHealth::Resting => ("waits", "rests"),
            _ => ("failed", "fails"),
        };
        view! {
            <li>
                <div><strong>{view.label}</strong><small class="dim tabular">{facts}</small></div>
                <span class=format!("badge {class}")><span>{word}</span></span>
            </li>
        }
    };
    view! {
        <section class="group" id="models">
            <h2>"Services"</h2>
            {none.then(|| view! { <p class="dim">"Nothing was bought yet: films were drawn and spoken here."</p> })}
            <ul class="people">{providers.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Limits(limits: Vec<LimitView>) -> impl IntoView {
    let one = |limit: LimitView| {
        view! {
            <li><div><strong>{limit.what}": "{limit.value}</strong><small class="dim"><code>{limit.setting}</code></small></div></li>
        }
    };
    view! {
        <section class="group" id="limits">
            <h2>"Limits"</h2>
            <ul class="people">{limits.into_iter().map(one).collect_view()}</ul>
            <small class="dim">"They are set in the studio's environment. Credit of each person is on the page of people and under Settings, Money."</small>
        </section>
    }
}
