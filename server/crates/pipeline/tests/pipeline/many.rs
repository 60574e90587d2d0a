//! Long scripts, many changes at once, and how much one person may have.

use super::{House, SCRIPT, house};
use diesel_async::RunQueryDsl as _;
use model::{Command, Edit, ProjectId, PromptList, RunState, view::NewProject, view::ProjectChange};
use pipeline::{Config, MostPerPerson, Studio};
use providers::{Catalogue, Credentials, Registry};
use std::time::Duration;
use testkit::TestDatabase;

/// A guard against waiting for ever, not a measure.
const FOR_EVER: Duration = Duration::from_secs(60);

/// A transaction of another process that holds a project's row until it is let go.
async fn hold(house: &House, id: ProjectId) -> store::Conn<'_> {
    let mut conn = house.database.store().conn().await.unwrap();
    diesel::sql_query("BEGIN").execute(&mut *conn).await.unwrap();
    store::projects::lock(&mut conn, id).await.unwrap();
    conn
}

async fn let_go(mut conn: store::Conn<'_>) {
    diesel::sql_query("COMMIT").execute(&mut *conn).await.unwrap();
}

fn new_script(script: &str) -> ProjectChange {
    ProjectChange { script: Some(script.to_owned()), ..ProjectChange::default() }
}

fn new_title(title: &str) -> ProjectChange {
    ProjectChange { title: Some(title.to_owned()), ..ProjectChange::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_of_more_shots_than_fit_is_refused_with_the_number_that_fits() {
    let house = house().await;
    let id = house.project().await;
    let script = "INT. A - DAY\n\nX.\n\n".repeat(5_001);
    let new = NewProject { title: "Long".into(), script: script.clone(), ..NewProject::default() };
    let refused = house.studio.create_project(house.who, new).await.unwrap_err();
    assert_eq!(refused.status(), 413);
    assert!(refused.to_string().contains("5000 fit. Film it in parts."), "{refused}");
    assert_eq!(house.studio.update_project(house.who, id, new_script(&script)).await.unwrap_err().status(), 413);
    assert_eq!(house.view(id).await.list.shots.len(), 3, "nothing was changed");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_is_read_before_the_project_is_locked() {
    let house = house().await;
    let id = house.project().await;
    let held = hold(&house, id).await;
    // It has too many shots, and that is told although somebody else has the project.
    let change = house.studio.update_project(house.who, id, new_script(&"INT. A - DAY\n\nX.\n\n".repeat(5_001)));
    let refused = tokio::time::timeout(FOR_EVER, change).await.expect("it waits for nobody").unwrap_err();
    assert_eq!(refused.status(), 413);
    let_go(held).await;
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_was_read_for_a_project_that_changed_meanwhile_is_read_again() {
    let house = house().await;
    let id = house.project().await;
    let mut held = hold(&house, id).await;
    let changing = tokio::spawn({
        let (studio, who) = (house.studio.clone(), house.who);
        async move {
            studio.update_project(who, id, new_script(&SCRIPT.replace("The ferry leaves", "The ferry sinks"))).await
        }
    });
    // It has read the script when it waits for the project's row.
    let waits = "SELECT count(*) AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while count(&house, waits).await == 0 {
        tokio::task::yield_now().await;
    }
    let title = store::projects::Change { title: Some("The Pier at Dawn"), ..Default::default() };
    store::projects::update(&mut held, id, title).await.unwrap();
    let_go(held).await;
    changing.await.unwrap().unwrap();
    let view = house.view(id).await;
    assert_eq!(view.list.title, "The Pier at Dawn", "what somebody else changed stays");
    assert_eq!(view.list.shots[2].action, "The ferry sinks.");
    house.studio.shutdown().await;
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::Int8)]
    count: i64,
}

async fn count(house: &House, query: &str) -> i64 {
    let mut conn = house.database.store().conn().await.unwrap();
    diesel::sql_query(query).get_result::<Count>(&mut *conn).await.unwrap().count
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_renames_at_once_keep_nobody_from_the_database() {
    let house = house().await;
    let id = house.project().await;
    let held = hold(&house, id).await;
    let renames: Vec<_> = (0..20)
        .map(|at| {
            let (studio, who) = (house.studio.clone(), house.who);
            tokio::spawn(async move { studio.update_project(who, id, new_title(&format!("Title {at}"))).await })
        })
        .collect();
    // Those that may wait do, the others are told at once; meanwhile everybody else finds a connection.
    while renames.iter().filter(|rename| rename.is_finished()).count() < 12 {
        let others = tokio::time::timeout(FOR_EVER, house.studio.projects(house.who)).await;
        assert_eq!(others.expect("there is a connection").unwrap().len(), 1);
    }
    let_go(held).await;
    let mut statuses = Vec::new();
    for rename in renames {
        statuses.push(rename.await.unwrap().map_or_else(|error| error.status(), |()| 204));
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![204; 8], vec![429; 12]].concat());
    assert!(house.view(id).await.list.title.starts_with("Title "));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_is_changed_without_touching_the_shots() {
    let house = house().await;
    let id = house.project().await;
    let versions =
        format!("SELECT coalesce(sum(xmin::text::int8), 0)::int8 AS count FROM shots WHERE project_id = '{id}'");
    let before = count(&house, &versions).await;
    house.studio.update_project(house.who, id, new_title("Another")).await.unwrap();
    let list: PromptList = serde_json::from_slice(&house.studio.prompts_json(house.who, id).await.unwrap()).unwrap();
    assert_eq!((list.title.as_str(), list.shots.len()), ("Another", 3));
    assert_eq!(count(&house, &versions).await, before);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_turned_round_shortened_and_added_to_comes_back_by_undo_and_goes_by_redo() {
    let house = house().await;
    let script = (1..=40).map(|n| format!("INT. ROOM {n} - DAY\n\nA door opens.\n\n")).collect::<String>();
    let new = NewProject { title: "Doors".into(), script, ..NewProject::default() };
    let id = house.studio.create_project(house.who, new).await.unwrap();
    let before = house.view(id).await.list;
    let mut list = before.clone();
    list.shots.reverse();
    list.shots.truncate(30);
    let mut added = list.shots[0].clone();
    added.id = model::ShotId::new();
    added.action = "A window opens.".to_owned();
    list.shots.insert(15, added);
    list.shots[3].action = "A gate opens.".to_owned();
    house.studio.edit(house.who, id, Edit::ReplaceList { list: Box::new(list) }).await.unwrap();
    let after = house.view(id).await.list;
    let told = |list: &PromptList| list.shots.iter().map(|shot| (shot.id, shot.action.clone())).collect::<Vec<_>>();
    assert_eq!(after.shots.len(), 31);
    assert_eq!(after.shots[0].id, before.shots[39].id);
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(told(&house.view(id).await.list), told(&before));
    house.studio.redo(house.who, id).await.unwrap();
    assert_eq!(told(&house.view(id).await.list), told(&after));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_as_many_films_as_fit_and_has_as_many_made_at_once() {
    let database = TestDatabase::new().await;
    let tools = media::Tools::find().unwrap();
    let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
    let config = Config {
        most: MostPerPerson { projects: 2, filming: 1, ..MostPerPerson::default() },
        // Nobody works: what is begun goes on being made.
        workers: 0,
        calls: 0,
        ..Config::from_environment(database.folder())
    };
    let studio = Studio::start(database.store().clone(), registry, tools, config).await.unwrap();
    let who = database.store().local_person().await.unwrap();
    let house = House { database, studio, who };
    let (first, second) = (house.project().await, house.project().await);
    let new = NewProject { title: "Third".into(), script: SCRIPT.into(), ..NewProject::default() };
    let refused = house.studio.create_project(who, new).await.unwrap_err();
    assert_eq!(refused.status(), 429);
    assert!(refused.to_string().contains("2 films"), "{refused}");

    house.studio.command(who, first, Command::Start).await.unwrap();
    let refused = house.studio.command(who, second, Command::Start).await.unwrap_err();
    assert_eq!(refused.status(), 429);
    assert!(refused.to_string().contains("1 of your films"), "{refused}");
    // One more of what is made already is no other film.
    house.studio.command(who, first, Command::Start).await.unwrap();
    house.studio.command(who, first, Command::Cancel).await.unwrap();
    house.studio.command(who, second, Command::Start).await.unwrap();
    assert_eq!(house.view(second).await.card.state, RunState::Filming);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn films_beyond_the_first_page_are_found_by_the_last_of_the_page_before() {
    let house = house().await;
    for _ in 0..3 {
        house.project().await;
    }
    let all = house.studio.projects(house.who).await.unwrap();
    let mut paged = Vec::new();
    while let page = house.studio.projects_before(house.who, paged.last().copied(), 2).await.unwrap()
        && !page.is_empty()
    {
        assert!(page.len() <= 2);
        paged.extend(page.into_iter().map(|card| card.id));
    }
    assert_eq!(paged, all.iter().map(|card| card.id).collect::<Vec<_>>());
    // What is nobody's, or somebody else's, is the end of no page.
    assert!(house.studio.projects_before(house.who, Some(ProjectId::new()), 2).await.unwrap().is_empty());
    house.studio.shutdown().await;
}
