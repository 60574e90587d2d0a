//! Every row of the table of errors, and answers that are no answers.

use super::super::{answer, task};
use crate::{
    Failure, FailureClass,
    chaos::anything,
    http::{Answer, Effect, Http},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn read(effect: Effect, status: u16, body: &[u8]) -> Result<Value, Failure> {
    // A client reads the system's certificates: once is enough.
    static HTTP: LazyLock<Http> = LazyLock::new(|| Http::new("Kling", "http://127.0.0.1:9").unwrap());
    let (body, kind) = (body.to_vec(), String::new());
    answer::data(&HTTP, effect, &Answer { status, body, kind, retry_after: None, at: None })
}

fn class(effect: Effect, status: u16, code: i64, message: &str) -> FailureClass {
    let body = json!({ "code": code, "message": message, "request_id": "r" }).to_string();
    read(effect, status, body.as_bytes()).unwrap_err().class
}

#[test]
fn every_row_of_the_table_of_errors_has_its_class() {
    use FailureClass::*;
    let rows = [
        (401, 1000, "", FixKey),
        (401, 1001, "", FixKey),
        (401, 1002, "", FixKey),
        (401, 1003, "", FixKey),
        (401, 1004, "", FixKey),
        (429, 1100, "", FixKey),
        (429, 1101, "", TopUp),
        (429, 1102, "Account balance not enough", TopUp),
        (403, 1103, "", FixKey),
        (400, 1200, "", Broken),
        (400, 1201, "Voice id not found", Broken),
        (400, 1201, "External_task_id shot-12 already exists", Unknown),
        (404, 1202, "", Broken),
        (404, 1203, "", Broken),
        (400, 1300, "", EditPrompt),
        (400, 1301, "", EditPrompt),
        (429, 1302, "", Wait),
        (429, 1303, "parallel task over resource pack limit", Wait),
        (429, 1304, "", FixKey),
        (500, 5000, "", Unknown),
        (503, 5001, "", Unknown),
        (504, 5002, "", Unknown),
        (500, 1000, "", Unknown),
        (502, 1303, "parallel task over resource pack limit", Unknown),
        (503, 1201, "Voice id not found", Unknown),
        (200, 7777, "", Unknown),
        (400, 7777, "The model 'kling-v1' has been discontinued and is no longer available.", Broken),
    ];
    for (status, code, message, expected) in rows {
        assert_eq!(class(Effect::Creates, status, code, message), expected, "HTTP {status}, code {code}: {message}");
    }
}

#[test]
fn after_an_answer_nobody_can_read_a_creation_is_unknown_and_a_look_is_tried_again() {
    let bodies: [(u16, &[u8]); 7] = [
        (200, b"<html>Welcome</html>"),
        (200, b""),
        (200, b"{\"code\":0,\"data\":{\"id\":"),
        (400, b"<html>Bad Request</html>"),
        (408, b"{\"code\":9}"),
        (502, b"<html>Bad Gateway</html>"),
        (500, b"{\"message\":\"oops\"}"),
    ];
    for (status, body) in bodies {
        assert_eq!(read(Effect::Creates, status, body).unwrap_err().class, FailureClass::Unknown, "{status}");
        assert_ne!(read(Effect::Reads, status, body).unwrap_err().class, FailureClass::Unknown, "{status}");
    }
    assert_eq!(read(Effect::Reads, 429, b"slow down").unwrap_err().class, FailureClass::Wait);
}

proptest! {
    #[test]
    fn no_answer_makes_the_parsers_panic_or_bill_a_negative_amount(value in anything(), status in 200_u16..600) {
        let _data = read(Effect::Creates, status, value.to_string().as_bytes());
        for task in task::read_all(&value).into_iter().chain(task::read(&value)) {
            prop_assert!(task.billed.is_none_or(|billed| billed.amount.micros >= 0));
        }
    }

    #[test]
    fn no_bytes_make_the_envelope_panic(body in prop::collection::vec(any::<u8>(), 0..64), status in 100_u16..600) {
        let _data = read(Effect::Creates, status, &body);
        let _data = read(Effect::Reads, status, &body);
    }
}
