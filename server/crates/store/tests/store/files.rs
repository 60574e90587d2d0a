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
    let said = |media: &str, key: Option<&str>| {
        let key = key.map(str::to_owned);
        Files::from_setting(Some(media), data.path(), |_| key.clone()).err().unwrap().to_string()
    };
    assert!(said("s3://bucket", None).contains("AWS_ACCESS_KEY_ID"));
    assert!(said("s3://", Some("k")).contains("STUDIO_MEDIA"));
    assert!(said("ftp://bucket", Some("k")).contains("STUDIO_MEDIA"));
}

fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path.display().to_string()) }
    }
    found
}
