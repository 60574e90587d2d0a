use futures::TryStreamExt as _;
use std::path::Path;
use store::{Files, StoreError};

/// What files promise, wherever they are.
async fn they_keep_what_they_are_given(files: &Files, scratch: &Path) {
    // More than one part of an upload, and not a round number.
    let film: Vec<u8> = (0..(17 << 20) + 12_345_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let source = scratch.join("film.mp4");
    std::fs::write(&source, &film).unwrap();
    let key = "projects/p1/films/film_1.mp4";
    assert!(!files.exists(key).await.unwrap());
    assert!(matches!(files.size(key).await, Err(StoreError::NotFound)));
    assert!(matches!(files.read_all(key).await, Err(StoreError::NotFound)));
    assert_eq!(files.put_file(key, &source).await.unwrap(), film.len() as u64);
    assert_eq!(files.size(key).await.unwrap(), film.len() as u64);

    let (start, end) = (1_000_000, 9_999_999);
    assert!(files.read(key, start, end).await.unwrap() == film[start as usize..end as usize]);
    let parts: Vec<bytes::Bytes> = files.stream(key, start..end).await.unwrap().try_collect().await.unwrap();
    assert!(parts.len() > 1, "a long range comes in parts");
    assert!(parts.concat() == film[start as usize..end as usize]);

    let copy = scratch.join("copy.mp4");
    files.get_to_file(key, &copy).await.unwrap();
    assert!(std::fs::read(&copy).unwrap() == film);
    let fetched = files.fetch(key, scratch).await.unwrap();
    assert!(std::fs::read(fetched).unwrap() == film);

    let list = "projects/p1/prompts.json";
    files.put_bytes(list, b"{}".to_vec()).await.unwrap();
    files.put_bytes(list, b"{\"version\":1}".to_vec()).await.unwrap();
    assert_eq!(files.read_all(list).await.unwrap(), "{\"version\":1}");

    files.copy(list, "projects/p2/prompts.json").await.unwrap();
    assert!(matches!(files.copy("projects/p1/none", "projects/p2/none").await, Err(StoreError::NotFound)));
    files.put_bytes("projects/p11/prompts.json", b"other".to_vec()).await.unwrap();

    files.delete(list).await.unwrap();
    files.delete(list).await.unwrap();
    assert!(!files.exists(list).await.unwrap());

    files.delete_all("projects/p1").await.unwrap();
    files.delete_all("projects/p1").await.unwrap();
    assert!(!files.exists(key).await.unwrap());
    assert_eq!(files.read_all("projects/p2/prompts.json").await.unwrap(), "{\"version\":1}");
    assert_eq!(files.read_all("projects/p11/prompts.json").await.unwrap(), "other");

    for bad in ["", "/etc/passwd", "projects/../../x", "a//b", "a/./b", "a\\b", "a/", "a\nb"] {
        assert!(files.put_bytes(bad, vec![1]).await.is_err(), "{bad:?} is no key");
        assert!(files.read_all(bad).await.is_err(), "{bad:?} is no key");
        assert!(files.delete_all(bad).await.is_err(), "{bad:?} is no key");
    }
}

#[tokio::test]
async fn files_in_a_folder_keep_what_they_are_given() {
    let folder = testkit::folder();
    let files = Files::local(&folder.path().join("media")).unwrap();
    let scratch = testkit::folder();
    they_keep_what_they_are_given(&files, scratch.path()).await;
    let left: Vec<_> = walk(folder.path()).into_iter().filter(|path| path.contains(".part")).collect();
    assert!(left.is_empty(), "half-written files are left: {left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_on_s3_keep_what_they_are_given() {
    let server = testkit::S3::start().await;
    let scratch = testkit::folder();
    they_keep_what_they_are_given(&server.files("installation/one"), scratch.path()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_prefixes_of_a_bucket_do_not_see_each_other() {
    let server = testkit::S3::start().await;
    let (one, two) = (server.files("one"), server.files("two"));
    one.put_bytes("a", b"1".to_vec()).await.unwrap();
    assert!(!two.exists("a").await.unwrap());
    assert_eq!(one.local_path("a"), None);
}

#[tokio::test]
async fn a_wrong_key_to_the_bucket_is_an_error_and_not_a_missing_file() {
    let server = testkit::S3::start().await;
    let files = Files::s3(&server.url(""), testkit::S3::ACCESS_KEY, "wrong").unwrap();
    let said = files.exists("a").await.unwrap_err().to_string();
    assert!(said.contains("PermissionDenied"), "{said}");
}

#[test]
fn the_setting_chooses_between_a_folder_and_s3() {
    let data = testkit::folder();
    let key = |name: &str| Some(name.to_lowercase());
    let path = |files: Files| files.local_path("a").unwrap();
    let media = path(Files::from_setting(None, data.path(), key).unwrap());
    assert!(media.ends_with("media/a") && media.starts_with(data.path()));
    let other = data.path().join("elsewhere");
    assert!(path(Files::from_setting(other.to_str(), data.path(), key).unwrap()).ends_with("elsewhere/a"));
    let s3 = Files::from_setting(Some("s3://bucket/films?region=eu-central-1"), data.path(), key).unwrap();
    assert_eq!(s3.local_path("a"), None);
}

#[test]
fn a_setting_that_cannot_be_used_is_named() {
    let data = testkit::folder();
    let said = |media: &str, given: &[&'static str]| {
        let key = |name: &'static str| given.contains(&name).then(|| "k".to_owned());
        Files::from_setting(Some(media), data.path(), key).err().unwrap().to_string()
    };
    // One of the two alone is an oversight; neither is the machine's role.
    assert!(said("s3://bucket", &["AWS_SECRET_ACCESS_KEY"]).contains("AWS_ACCESS_KEY_ID"));
    assert!(said("s3://bucket", &["AWS_ACCESS_KEY_ID"]).contains("AWS_SECRET_ACCESS_KEY"));
    let both = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    assert!(said("s3://", &both).contains("STUDIO_MEDIA"));
    assert!(said("ftp://bucket", &both).contains("STUDIO_MEDIA"));
}

/// What the test below runs in a process of its own, whose environment names the role.
#[tokio::test]
#[ignore = "only with a role in the environment"]
async fn by_role() {
    let media = std::env::var("TEST_MEDIA").unwrap();
    let files = Files::from_setting(Some(&media), Path::new("."), |_| None).unwrap();
    files.put_bytes("a", b"by role".to_vec()).await.unwrap();
    assert_eq!(&*files.read_all("a").await.unwrap(), b"by role");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_keys_a_bucket_is_opened_by_the_role_of_the_machine() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let bucket = testkit::S3::start().await;
    // As a container's agent gives credentials out.
    let agent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = agent.local_addr().unwrap();
    tokio::spawn(async move {
        let body = serde_json::json!({
            "AccessKeyId": testkit::S3::ACCESS_KEY, "SecretAccessKey": testkit::S3::SECRET_KEY, "Token": "",
            "Expiration": "2099-01-01T00:00:00Z",
        })
        .to_string();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        loop {
            let (mut socket, _) = agent.accept().await.unwrap();
            let _ = socket.read(&mut [0; 4096]).await;
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "files::by_role", "--ignored"]).env("TEST_MEDIA", bucket.url("role"));
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "HOME"] {
        command.env_remove(name);
    }
    command.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", format!("http://{address}/role"));
    let output = command.output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path.display().to_string()) }
    }
    found
}
