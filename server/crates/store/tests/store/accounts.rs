use store::AccountError;
use testkit::TestDatabase;

const GOOD: &str = "a long enough password";

#[tokio::test]
async fn the_first_account_is_the_administrators_and_the_second_is_not() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let ada = store.register("ada@example.com", "Ada", GOOD).await.unwrap();
    let bob = store.register("bob@example.com", "Bob", GOOD).await.unwrap();
    assert!(ada.admin);
    assert!(!bob.admin);
    assert_eq!(store.person(bob.id).await.unwrap(), Some(bob));
}

#[tokio::test]
async fn the_command_lines_account_is_not_the_first_and_cannot_sign_in() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let local = store.local_person().await.unwrap();
    assert_eq!(store.local_person().await.unwrap(), local);
    assert!(store.register("ada@example.com", "Ada", GOOD).await.unwrap().admin);
    for password in ["", GOOD, "nobody has this password"] {
        assert!(matches!(store.sign_in("command-line", password).await, Err(AccountError::Wrong)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_first_registrations_at_once_one_is_the_administrator() {
    let database = TestDatabase::new().await;
    let tries = (0..8).map(|n| {
        let store = database.store().clone();
        tokio::spawn(async move { store.register(&format!("p{n}@example.com"), "", GOOD).await.unwrap() })
    });
    let people = futures::future::join_all(tries).await;
    assert_eq!(people.into_iter().filter(|person| person.as_ref().unwrap().admin).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_is_taken_once_however_it_is_written() {
    let database = TestDatabase::new().await;
    let tries = ["Zoë@Example.com", "zoë@example.com ", "ZOË@EXAMPLE.COM"].map(|email| {
        let store = database.store().clone();
        tokio::spawn(async move { store.register(email, "Zoë", GOOD).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Err(AccountError::Taken))).count(), 2);
    assert!(database.store().sign_in(" zoË@example.COM", GOOD).await.is_ok());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_refused_alike() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let ada = store.register("ada@example.com", "Ada", GOOD).await.unwrap();
    assert_eq!(store.sign_in("ada@example.com", GOOD).await.unwrap(), ada);
    let wrong = store.sign_in("ada@example.com", "another password").await.unwrap_err();
    let unknown = store.sign_in("eve@example.com", "another password").await.unwrap_err();
    assert_eq!(wrong.to_string(), unknown.to_string());
    assert!(matches!(wrong, AccountError::Wrong));
}

#[tokio::test]
async fn a_changed_password_replaces_the_old_one() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let ada = store.register("ada@example.com", "Ada", GOOD).await.unwrap();
    let new = "an even longer password";
    let refused = store.change_password(ada.id, "not the present one", new).await;
    assert!(matches!(refused, Err(AccountError::WrongPresent)));
    assert!(matches!(store.change_password(ada.id, GOOD, "short").await, Err(AccountError::Short)));
    store.change_password(ada.id, GOOD, new).await.unwrap();
    assert!(matches!(store.sign_in("ada@example.com", GOOD).await, Err(AccountError::Wrong)));
    assert!(store.sign_in("ada@example.com", new).await.is_ok());
}

#[tokio::test]
async fn a_password_is_verified_for_its_own_person_only() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let ada = store.register("ada@example.com", "Ada", GOOD).await.unwrap();
    let bob = store.register("bob@example.com", "Bob", "quite another sentence").await.unwrap();
    assert!(store.verify_password(ada.id, GOOD).await.unwrap());
    assert!(!store.verify_password(bob.id, GOOD).await.unwrap());
    assert!(!store.verify_password(ada.id, &GOOD.repeat(20)).await.unwrap());
    assert!(!store.verify_password(store.local_person().await.unwrap(), "").await.unwrap());
    assert!(!store.verify_password(model::UserId::new(), "nobody has this password").await.unwrap());
}

#[tokio::test]
async fn each_refusal_says_what_is_wrong() {
    let database = TestDatabase::new().await;
    let store = database.store();
    for email in ["", "ada", "@example.com", "ada@", "ada@x", "a da@example.com", "ada@b@example.com"] {
        assert!(matches!(store.register(email, "", GOOD).await, Err(AccountError::Email)), "{email}");
    }
    let short = store.register("ada@example.com", "", "ninechars").await.unwrap_err();
    assert!(short.to_string().contains("10 characters"));
    let long = store.register("ada@example.com", "", &"x".repeat(201)).await.unwrap_err();
    assert!(long.to_string().contains("200 characters"));
    // Characters count, not bytes.
    let signs: String = ('\u{4e00}'..).take(200).collect();
    assert!(store.register("ada@example.com", "", &signs).await.is_ok());
    let common = store.register("ben@example.com", "", "Password12").await;
    assert!(matches!(common, Err(AccountError::Common)));
}

#[tokio::test]
async fn a_password_is_kept_only_as_argon2id() {
    use diesel_async::RunQueryDsl as _;
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        password_hash: String,
    }
    let database = TestDatabase::new().await;
    database.store().register("ada@example.com", "Ada", GOOD).await.unwrap();
    let mut conn = database.store().conn().await.unwrap();
    let row: Row = diesel::sql_query("SELECT password_hash FROM users").get_result(&mut conn).await.unwrap();
    assert!(row.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", row.password_hash);
}
