//! JSON of any shape, in words that services use.

use proptest::prelude::*;
use serde_json::Value;

/// Any JSON whose fields are named as those of real answers.
pub(crate) fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "succeeded",
            "failed",
            "1e999",
            "-3",
            "NaN",
            "unit",
            "video",
            "cash",
            "SUCCEEDED",
            "FAILED",
            "succeed",
            "RUNNING"
        ])
        .prop_map(Value::from),
    ];
    let fields = vec![
        "id",
        "task_id",
        "status",
        "task_status",
        "outputs",
        "url",
        "billing",
        "amount",
        "data",
        "code",
        "message",
        "result",
        "task_info",
        "external_task_id",
        "task_result",
        "videos",
        "final_unit_deduction",
        "final_balance_deduction",
        "quota",
        "output",
        "generations",
        "failMsg",
        "failure",
        "failureCode",
        "cost",
        "credits",
        "progress",
        "detail",
        "video",
        "characters",
        "character_start_times_seconds",
        "character_end_times_seconds",
        "resource_pack_subscribe_infos",
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(prop::sample::select(fields.clone()), inner, 0..6)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}
